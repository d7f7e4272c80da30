"""Ctrl-C and a cluster's SIGTERM end training after the step under way."""
import signal

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopRequest:
    """Whether a signal has arrived; a second one ends the program at once."""

    def __init__(self):
        self.came = False
        for number in SIGNALS:
            signal.signal(number, self.take)

    def take(self, number, _frame):
        self.came = True
        signal.signal(number, signal.SIG_DFL)
        print("stopping after this step; a second signal stops at once and loses the steps since the last checkpoint",
              flush=True)


def leave_to_parent():
    """For worker processes: signals to the whole group must not break the step under way."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
