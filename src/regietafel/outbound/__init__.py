"""What goes out to people's calendars and mail: values in, bytes out."""
