"""What the course's server says of a notebook's kernel before JupyterLab writes it."""

from ipykernel.ipkernel import IPythonKernel

from nnlearn.app.saved_pictures import name_the_kernel

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
