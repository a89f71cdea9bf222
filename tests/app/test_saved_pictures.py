"""What the course's server says of a notebook's kernel before JupyterLab writes it."""

from ipykernel.ipkernel import IPythonKernel

from nnlearn.app.saved_pictures import BAND, WIDGET, name_the_kernel, without_widget

KERNELS = {
    "python3": {"spec": {"display_name": "Python 3 (ipykernel)", "language": "python"}},
    "ir": {"spec": {"display_name": "R", "language": "R"}},
}


def test_the_kernel_is_named_as_jupyterlab_will_name_it():
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "title": "kept"}
    name_the_kernel(metadata, KERNELS)
    assert metadata == {
        "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
        "language_info": IPythonKernel.language_info,
        "title": "kept",
    }


def test_a_kernel_that_is_not_ours_is_left_alone():
    for metadata in ({}, {"kernelspec": {}}, {"kernelspec": {"name": "ir"}}, {"kernelspec": {"name": "gone"}}):
        before = dict(metadata)
        name_the_kernel(metadata, KERNELS)
        assert metadata == before


def output(data, **metadata):
    return {"output_type": "display_data", "data": data, "metadata": metadata}


def test_a_still_says_what_wakes_it_and_a_quiz_what_opens_it():
    for kind, words in (("image/png", "to move it."), ("text/html", "to answer.")):
        still, band = without_widget(output({kind: "...", WIDGET: {"model_id": "7"}}))
        assert still["data"] == {kind: "..."}
        assert band["data"]["text/plain"].endswith(words)
        assert words in band["data"]["text/html"]


def test_other_outputs_stay_and_a_saved_band_is_not_doubled():
    for data in ({"image/png": "..."}, {WIDGET: {"model_id": "7"}}, {}):
        assert without_widget(output(dict(data))) == [output(data)]
    _, band = without_widget(output({"image/png": "...", WIDGET: {"model_id": "7"}}))
    assert band["metadata"] == {BAND: True}
    assert without_widget(band) == []
