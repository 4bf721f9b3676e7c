"""Which names are taken; compared as imports compare them, so that one name leads to one exercise."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser

from exercises.catalogue import plain_name
from exercises.models import Exercise


def taken(
    names: Iterable[str], *, owner: AbstractBaseUser | None, except_pk: int | None
) -> dict[str, Exercise]:
    """Each name that already leads to an exercise of the library or of this owner, and to which."""
    wanted = {plain_name(name): name for name in names}
    others = Exercise.objects.open_to(owner) if owner else Exercise.objects.of_everyone()
    found: dict[str, Exercise] = {}
    for exercise in others.only("name", "slug", "aliases"):
        if exercise.pk == except_pk:
            continue
        for name in (exercise.name, *exercise.aliases):
            if (plain := plain_name(name)) in wanted:
                found[wanted[plain]] = exercise
    return found
