"""Files of strength tests as people bring them, read into rows; nothing here touches the database."""
