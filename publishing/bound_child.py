"""A program of others as a child: bound in memory and time, and gone with whoever started it.

The limits hold before the program reads a byte of what people wrote; it then takes the place of
this process.
"""

import argparse
import os

from publishing.render_child import bind, die_with


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True, help="bytes")
    parser.add_argument("--seconds", type=int, required=True, help="CPU seconds")
    parser.add_argument("--folder", required=True, help="where it may leave what it likes")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    die_with(options.parent)
    bind(options.memory, options.seconds)
    os.chdir(options.folder)
    command = options.command[1:] if options.command[0] == "--" else options.command
    os.execvp(command[0], command)  # noqa: S606 - named by our own code


if __name__ == "__main__":
    main()
