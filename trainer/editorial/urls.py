from django.urls import path

from trainer.editorial.views import editor, index, publishing, versions

CUES = "exercises/<slug:slug>/cues"

app_name = "editorial"
urlpatterns = [
    path("cues/", index.index, name="index"),
    path(f"{CUES}/", editor.editor, name="editor"),
    path(f"{CUES}/line/", editor.line, name="line"),
    path(f"{CUES}/step/", editor.step, name="step"),
    path(f"{CUES}/settle/", editor.settle, name="settle"),
    path(f"{CUES}/discard/", editor.discard, name="discard"),
    path(f"{CUES}/publish/", publishing.publish, name="publish"),
    path(f"{CUES}/drafts/<int:draft>/", publishing.review, name="review"),
    path(f"{CUES}/versions/<int:number>/", versions.version, name="version"),
    path(f"{CUES}/versions/<int:number>/restore/", versions.restore, name="restore"),
]
