from .pdf_checks import failures


def test_x():
    assert failures
