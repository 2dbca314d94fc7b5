"""Waiting for a condition, never for a time."""
import time


class Late(AssertionError):
    """A condition that did not come true before its deadline."""


def wait_until(condition, deadline=30.0, what="the condition", every=0.02):
    """Returns the first true value of `condition()`. Raises Late after `deadline` seconds, naming `what`
    (a text, or a function that makes one when it is needed)."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Late(f"not within {deadline} s: {what() if callable(what) else what}")
        time.sleep(every)
