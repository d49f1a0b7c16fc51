"""A cell for every kind of output that a notebook can have."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_notebook

CELLS = {
    "import": "import numpy as np",
    "value": "[n ** 2 for n in range(5)]",
    "nothing": "",
    "only a comment": "# nothing to see",
    "last value": "_ + [25]",
    "out": "Out[2], len(In)",
    "semicolon": "1 + 1;",
    "print": "print('one'); print('two', end=''); print()\n3",
    "both streams": "import sys\nprint('out'); print('err', file=sys.stderr)\nsys.stdout.write('written\\n')",
    "unicode": "print('ñandú → 🦤')\n'¿qué?'",
    "error": "def divide(a):\n    return 1 / a\nprint('before')\ndivide(0)",
    "after an error": "'still here'",
    "chained": "try:\n    {}['k']\nexcept KeyError as error:\n    raise ValueError('no key') from error",
    "while handling": "try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('again')",
    "syntax": "def broken(:\n    pass",
    "indentation": "if True:\nprint('x')",
    "name": "undefined_name + 1",
    "recursion": "def down(n):\n    return down(n + 1)\ndown(0)",
    "assert": "assert 1 == 2, 'they differ'",
    "group": "raise ExceptionGroup('several', [ValueError(1), TypeError(2)])",
    "own exception": (
        "class Odd(Exception):\n    def _render_traceback_(self):\n        return ['odd\\n', 'line']\nraise Odd"
    ),
    "sys.exit": "import sys\nsys.exit('bye')",
    "warning": "import warnings\nwarnings.warn('careful')\nwarnings.warn('careful too', DeprecationWarning)",
    "logging": "import logging\nlogging.warning('logged')\nlogging.getLogger('x').error('%d bad', 2)",
    "html": "from IPython.display import *\nHTML('<b>bold</b>')",
    "rich": (
        "display(Markdown('**m**'), Latex('$x$'), JSON({'a': 1}))\n"
        "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))"
    ),
    "math": "display(Math('x^2')); Javascript('1')",
    "repr": (
        "class Shy:\n    def __repr__(self): return 'words'\n    def _repr_html_(self): return '<i>html</i>'\n"
        "    def _repr_mimebundle_(self, include=None, exclude=None): return {'text/x-own': 'own'}\nShy()"
    ),
    "bad repr": "class Bad:\n    def __repr__(self): raise RuntimeError('no repr')\nBad()",
    "metadata": "display({'text/plain': 'raw'}, metadata={'text/plain': {'k': 1}}, raw=True)",
    "update": (
        "shown = display('0 %', display_id='bar')\nother = display('x', display_id=True)\nshown.update('50 %')\n"
        "update_display('y', display_id=other.display_id)"
    ),
    "update from another cell": "shown.update('100 %')\nshown.display('again')",
    "clear": "print('gone'); display('gone'); clear_output(); print('left')",
    "clear and wait": "for n in range(3):\n    clear_output(wait=True)\n    print('turn', n)\n    display(n)",
    "carriage returns": "for n in range(5):\n    print(f'\\r{n * 25} %', end='', flush=True)\nprint()",
    "pandas": (
        "import pandas as pd\nframe = pd.DataFrame({'a': [1, 2], 'b': ['x', None]})\n"
        "display(frame.describe())\nframe"
    ),
    "series": "frame['a']",
    "array": "np.arange(12.0).reshape(3, 4) / 7",
    "plot": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3], [1, 4, 9])\nplt.title('squares')\n"
        "plt.show()\nprint('after')"
    ),
    "plot without show": "figure, axes = plt.subplots(figsize=(3, 2))\naxes.bar(['a', 'b'], [1, 2])",
    "two plots": "for n in (1, 2):\n    plt.figure(figsize=(2, 2))\n    plt.scatter([1], [n])\nplt.show()",
    "figure as value": "figure",
    "inline": "%matplotlib inline\nplt.plot([3, 1]);",
    "svg": "%config InlineBackend.figure_formats = ['png']\nplt.hist([1, 2, 2, 3], bins=3)",
    "time": "%%time\nsum(range(10))",
    "timeit": "%timeit -n 1 -r 2 sum(range(10))",
    "line time": "%time 1 + 1",
    "shell": "!echo shouted",
    "shell lines": "lines = !printf 'a\\nb\\n'\nlines",
    "bash": "%%bash\necho from bash\necho bad >&2",
    "failing bash": "%%bash\nexit 3",
    "capture": "%%capture caught\nprint('hidden')\ndisplay('hidden too')",
    "captured": "caught.show()\ncaught.stdout",
    "who": "alpha = 1\n%who int",
    "whos": "%whos int",
    "unknown magic": "%nonsense",
    "unknown cell magic": "%%nonsense\nx",
    "pwd": "import os\n%pwd\nos.path.basename(os.getcwd()) != ''",
    "file": "%%writefile note.txt\nhello",
    "read it": "open('note.txt').read()",
    "precision": "%precision 3\n3.14159265",
    "help": "len?",
    "source": "divide??",
    "doc": "help(divide)",
    "pinfo of nothing": "nothing_at_all?",
    "input": "name = input('Name? ')",
    "getpass": "from getpass import getpass\ngetpass('Secret: ')",
    "os.system": "os.system('echo from a shell')",
    "subprocess": "import subprocess\nsubprocess.run(['echo', 'from a child'], check=True);",
    "captured subprocess": "import subprocess\nsubprocess.run(['echo', 'x'], capture_output=True, text=True).stdout",
    "descriptors": "os.write(1, b'straight to 1\\n'); os.write(2, b'straight to 2\\n');",
    "thread": (
        "import threading\nworker = threading.Thread(target=lambda: print('from a thread'))\n"
        "worker.start(); worker.join()"
    ),
    "thread that fails": "worker = threading.Thread(target=lambda: 1 / 0)\nworker.start(); worker.join()",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')\nawait asyncio.sleep(0, 'value')",
    "async": "async def work(n):\n    await asyncio.sleep(0)\n    return n\nawait asyncio.gather(work(1), work(2))",
    "loop is running": "asyncio.get_running_loop().is_running()",
    "slider": "import ipywidgets as widgets\nslider = widgets.IntSlider(value=3, max=9)\nslider",
    "widget moved": "slider.value = 7",
    "interact": "@widgets.interact(n=(0, 4))\ndef square(n=2):\n    print(n * n)",
    "output widget": "out = widgets.Output()\nwith out:\n    print('inside')\n    display('shown inside')\nout",
    "output widget error": "with out:\n    1 / 0\nprint('outside')",
    "output widget cleared": "out.clear_output()\nwith out:\n    print('new')",
    "appended": "out.append_stdout('appended')",
    "progress": "bar = widgets.IntProgress(max=3)\ndisplay(bar)\nfor n in range(4):\n    bar.value = n",
    "image widget": "widgets.Image(value=b'\\x89PNG not really', format='png')",
    "hook": "def shown_by_hook(kind, value, trace): print('hooked', kind)\nsys.excepthook = shown_by_hook\n1 / 0",
    "main": "__name__, '__file__' in globals(), sys.argv[0].endswith('ipykernel_launcher.py')",
    "pickle": "import pickle\nclass Point:\n    x = 1\npickle.loads(pickle.dumps(Point())).x",
    "inspect": "import inspect\nprint(inspect.getsource(divide))",
    "history": "%history -n 1-3",
    "get_ipython": "type(get_ipython()).__name__, get_ipython().execution_count",
    "run_line_magic": "get_ipython().run_line_magic('time', 'pass')",
    "ansi": "print('\\x1b[31mred\\x1b[0m')",
    "long": "print('\\n'.join(map(str, range(3000))))\nlist(range(2000))",
    "print object": "print(divide, Shy())\nprint(type(sys.stdout).__name__ != '', sys.stdout.encoding)",
    "flush": "print('a', flush=True); print('b', file=sys.stderr, flush=True)",
    "isatty": "sys.stdout.isatty(), sys.stdin is None",
    "dict": "{'a': np.float64(1.5), 'b': [None, True]}",
    "two values": "1\n2",
    "ast": "%config InteractiveShell.ast_node_interactivity = 'all'",
    "all values": "1\n2",
}  # fmt: skip


# what these write past Python's own streams reaches a notebook run by nbclient whenever it does, or not at all
CUT_HERE = ("recursion",)  # what nbclient keeps in full
LATE = ("os.system", "subprocess", "captured subprocess", "descriptors")


def zoo(*without):
    """The notebook with all of them but some, in this order."""
    sources = {name: source for name, source in CELLS.items() if name not in without}
    return new_notebook(cells=[new_code_cell(source, id=f"z{n}") for n, source in enumerate(sources.values())])
