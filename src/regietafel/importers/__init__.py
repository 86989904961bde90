"""What others send, as proposals: values in, values out, nothing is written."""
