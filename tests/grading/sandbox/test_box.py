"""What a box keeps a student's code from: the network, other processes, this machine's files, more rights."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

import curso
from curso.grading import sandbox

PACKAGE = Path(curso.__file__).parent
REPOSITORY = Path(__file__).parents[3]

REFUSED = """
def refused(what):
    try:
        what()
    except OSError as error:
        return True
    return False
"""


def test_nothing_listening_on_this_machine_is_reached(inside) -> None:
    name = f"\0curso-{uuid.uuid4()}"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        udp.bind(("127.0.0.1", 0))
        abstract.bind(name)
        abstract.listen()
        code = f"""
import socket
tried = []
def attempt(*where, kind=socket.SOCK_STREAM, family=socket.AF_INET):
    try:
        with socket.socket(family, kind) as s:
            s.connect(where[0])
            s.send(b"x")
            tried.append("sent")
    except OSError as error:
        tried.append("refused")
attempt(("127.0.0.1", {tcp.getsockname()[1]}))
attempt({name!r}, family=socket.AF_UNIX)
attempt(("1.1.1.1", 53))
attempt(("127.0.0.1", {udp.getsockname()[1]}), kind=socket.SOCK_DGRAM)
answer = [tried[:3], [name for _, name in socket.if_nameindex()]]
"""
        assert inside(code) == [["refused"] * 3, ["lo"]]
        for listener in (tcp, abstract):
            listener.setblocking(False)
            with pytest.raises(BlockingIOError):
                listener.accept()
        udp.setblocking(False)
        with pytest.raises(BlockingIOError):
            udp.recv(1)


def test_sockets_that_no_network_namespace_holds_back_or_that_are_remembered_are_refused(inside) -> None:
    code = """
import socket
answer = {}
for family in (2, 10, 40, 38, 17, 15, 31):  # AF_INET, AF_INET6, AF_VSOCK, AF_ALG, AF_PACKET, AF_KEY, AF_BLUETOOTH
    try:
        socket.socket(family, socket.SOCK_STREAM).close()
        answer[family] = "made"
    except PermissionError:
        answer[family] = "refused"
"""
    if os.uname().machine not in ("x86_64", "aarch64"):
        pytest.skip("the filter of system calls knows the numbers of x86_64 and aarch64")
    assert set(inside(code).values()) == {"refused"}


def test_nothing_is_kept_outside_of_processes_and_folders(inside) -> None:
    """Neither memory that no limit counts, nor a message for the next notebook."""
    code = (
        REFUSED
        + """
import ctypes, mmap
libc = ctypes.CDLL(None, use_errno=True)
zero = os.open("/dev/zero", os.O_RDWR)
answer = {
    "memfd": refused(lambda: os.memfd_create("kept")),
    "secret memory": libc.syscall(447, 0),
    "System V": [libc.shmget(7, 4096, 0o1666), libc.semget(7, 1, 0o1666), libc.msgget(7, 0o1666)],
    "queue": ctypes.CDLL("librt.so.1").mq_open(b"/kept", os.O_CREAT | os.O_RDWR, 0o600, None),
    "shared without a file": [refused(lambda: mmap.mmap(-1, 4096)), refused(lambda: mmap.mmap(zero, 4096))],
    "a thousand zeros": os.read(zero, 1000) == bytes(1000),
}
with open("/dev/shm/known", "wb+") as file:
    file.truncate(4096)
    answer["shared with a file"] = len(mmap.mmap(file.fileno(), 4096))
"""
    )
    if os.uname().machine not in ("x86_64", "aarch64"):
        pytest.skip("the filter of system calls knows the numbers of x86_64 and aarch64")
    assert inside(code) == {
        "memfd": True,
        "secret memory": -1,
        "System V": [-1] * 3,
        "queue": -1,
        "shared without a file": [True] * 2,
        "a thousand zeros": True,
        "shared with a file": 4096,
    }


def test_no_process_of_this_machine_is_seen(inside, token: str) -> None:
    with subprocess.Popen([sys.executable, "-c", f"input('{token}')"], stdin=subprocess.PIPE) as other:
        code = """
lines = [Path("/proc", p, "cmdline").read_bytes().decode() for p in os.listdir("/proc") if p.isdigit()]
answer = [len(lines), os.getpid(), any(sys.argv[1] in line for line in lines if sys.argv[1] + "-mine" not in line)]
"""
        count, pid, seen = inside(code + f"# {token}-mine", token)
        other.communicate(b"\n")
    assert (count, pid) == (2, 2)
    assert not seen


def test_processes_outside_cannot_be_signalled_and_none_can_be_traced(inside) -> None:
    code = (
        REFUSED
        + """
import ctypes, signal
libc = ctypes.CDLL(None, use_errno=True)
os.kill(1, signal.SIGKILL)  # the first process of a namespace does not hear it
child = os.fork()
if child == 0:
    signal.pause()
traced = [libc.ptrace(16, ctypes.c_long(pid), 0, 0) for pid in (1, child)]  # PTRACE_ATTACH
links = [refused(lambda: os.readlink(f"/proc/1/{name}")) for name in ("exe", "cwd", "root")]
files = [refused(lambda: open(f"/proc/1/{name}").read(1)) for name in ("environ", "mem", "maps")]
answer = [refused(lambda: os.kill(int(sys.argv[1]), 0)), traced, links, files, os.path.exists("/proc/1")]
os.kill(child, signal.SIGKILL)
"""
    )
    assert inside(code, os.getpid()) == [True, [-1, -1], [True] * 3, [True] * 3, True]


def test_only_the_scratch_folders_can_be_written(inside) -> None:
    code = (
        REFUSED
        + """
mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
writable = {m[1]: m[2] for m in mounts if "rw" in m[3].split(",")}
folders = [p for p in ("/", "/dev", "/etc", "/home", "/usr", "/usr/lib", "/proc", sys.prefix, sys.argv[1])]
answer = [
    sorted(p for p, kind in writable.items() if kind == "tmpfs"),
    sorted({kind for kind in writable.values()} - {"tmpfs", "devtmpfs"}),
    all(Path(p).is_char_device() for p, kind in writable.items() if kind == "devtmpfs"),
    [p for p in folders if not refused(lambda: Path(p, "written").touch())],
    [p for p in ("/tmp", str(Path.home()), "/dev/shm") if refused(lambda: Path(p, "written").touch())],
]
"""
    )
    tmpfs, others, devices, unexpected, missing = inside(code, PACKAGE.parent)
    assert tmpfs == sorted(sandbox.WRITABLE)
    # the machine's devices can lie on a tmpfs or on a devtmpfs
    assert others == ["devpts", "proc"]
    assert devices
    assert (unexpected, missing) == ([], [])


def test_the_home_is_empty_and_its_own(inside) -> None:
    code = "answer = [str(Path.home()), os.getcwd(), os.listdir(), os.listdir('/dev/shm'), os.listdir('/home')]"
    assert inside(code) == [sandbox.HOME, sandbox.HOME, [], [], ["student"]]


def test_the_environment_is_always_the_same(inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURSO_SECRET", "abracadabra")
    monkeypatch.setenv("LD_PRELOAD", "")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    seen = inside("answer = dict(os.environ)")
    assert seen.pop("PATH").split(":")[0] == str(Path(sys.executable).parent)
    assert PACKAGE.parent.as_posix() in [*seen.pop("PYTHONPATH", "").split(":"), *map(str, sys.path)]
    assert seen.pop("PWD", sandbox.HOME) == sandbox.HOME
    assert seen == {
        "CUDA_VISIBLE_DEVICES": "-1",
        "CURSO_GRADING": "1",
        "CURSO_SCRATCH": "/tmp:/home/student:/dev/shm",
        "HOME": "/home/student",
        "IPYTHONDIR": "/home/student/.ipython",
        "KERAS_HOME": "/home/student/.keras",
        "LANG": "C.UTF-8",
        "LOGNAME": "student",
        "MKL_NUM_THREADS": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/home/student/.config/matplotlib",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TMPDIR": "/tmp",
        "TZ": "UTC",
        "USER": "student",
    }


def test_more_variables_can_be_given(inside) -> None:
    assert inside("answer = os.environ['CURSO_LANG']", env={"CURSO_LANG": "es"}) == "es"


def test_the_answers_and_this_machines_files_are_not_there(inside, tmp_path: Path) -> None:
    secret, gradebook = tmp_path / "secret", tmp_path / "gradebook.db"
    for file in (secret, gradebook):
        file.write_text("abracadabra", encoding="utf-8")
        file.chmod(0o644)
    modules = [path for path in (PACKAGE / "exercises").glob("module_*") if path.is_dir()]
    assert modules
    files = [
        secret,
        gradebook,
        REPOSITORY / "pyproject.toml",
        REPOSITORY / ".git",
        REPOSITORY / "tests",
        REPOSITORY / "quizzes",
        REPOSITORY / "notebooks",
        Path.home() / ".config",
        Path.home() / ".ssh",
        Path("/etc/shadow"),
        Path("/etc/machine-id"),
        Path("/run"),
        Path("/var"),
        Path("/sys"),
        *(file for module in modules for file in module.glob("*.py")),
        *(PACKAGE / "quiz" / "banks").glob("*"),
    ]
    code = """
import curso.exercises.probe
import importlib.util
answer = [
    [p for p in sys.argv[1:] if os.path.lexists(p)],
    importlib.util.find_spec("curso.exercises.module_01.cost") is None,
    [p for folder in sys.path for p in map(str, Path(folder).glob("curso/quiz/banks/*"))],
]
"""
    assert inside(code, *files) == [[], True, []]


def test_it_has_no_rights_and_can_get_none(inside) -> None:
    code = """
import ctypes, shutil
libc = ctypes.CDLL(None, use_errno=True)
status = dict(line.split(":\\t") for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
answer = {
    "capabilities": [int(status[c], 16) for c in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb")],
    "no new privileges": status["NoNewPrivs"],
    "who": [os.getuid(), os.geteuid(), os.getgid(), os.getegid()],
    "namespaces": [libc.unshare(flag) for flag in (0x10000000, 0x00020000, 0x40000000, 0x20000000, 0x08000000)],
    "clone": libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0) if os.uname().machine == "x86_64" else -1,
    "mount": libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
    "chroot": libc.chroot(b"/tmp"),
    "setuid": [libc.setuid(0), libc.setgid(0)],
}
"""
    assert inside(code) == {
        "capabilities": [0] * 5,
        "no new privileges": "1",
        "who": [1000] * 4,
        "namespaces": [-1] * 5,
        "clone": -1,
        "mount": -1,
        "chroot": -1,
        "setuid": [-1, -1],
    }


def test_user_namespaces_are_refused_by_the_kernel_too_not_by_the_filter_alone(inside) -> None:
    # clone3 can't be filtered, its flags are in memory; EPERM (1) and ENOSPC (28) both are a refusal
    code = """
import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
arguments = ctypes.create_string_buffer(struct.pack("<11Q", 0x10000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0))
made = libc.syscall(435, arguments, 88)
if made == 0:
    os._exit(0)
answer = [made, ctypes.get_errno() in (1, 28)]
"""
    assert inside(code) == [-1, True]


def test_open_files_that_are_handed_over_stay_open_and_no_others(inside) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        code = """
import socket
with socket.socket(fileno=int(sys.argv[1])) as s:
    s.sendall(s.recv(10) + b" heard")
    s.detach()
answer = sorted(map(int, os.listdir("/proc/self/fd")))
"""
        ours.sendall(b"this")
        seen = inside(code, theirs.fileno(), fds=[theirs.fileno()])
        assert ours.recv(20) == b"this heard"
    listing = {theirs_number for theirs_number in seen if theirs_number not in (0, 1, 2)}
    assert len(listing) <= 2  # the socket, and the folder of /proc while it is listed


def test_the_shared_folder_is_the_only_one_that_both_sides_can_write(inside, tmp_path: Path) -> None:
    shared, beside = tmp_path / "shared", tmp_path / "beside"
    for folder in (shared, beside):
        folder.mkdir(mode=0o700)
    (shared / "question").write_text("7", encoding="utf-8")
    (shared / "question").chmod(0o600)
    code = """
folder = Path(sys.argv[1])
(folder / "answer").write_text(str(6 * int((folder / "question").read_text())))
answer = os.listdir(folder.parent)
"""
    assert inside(code, shared, shared=shared) == ["shared"]
    assert (shared / "answer").read_text(encoding="utf-8") == "42"


def test_two_boxes_share_nothing(inside) -> None:
    code = "Path('/tmp/mine').touch(); Path('/dev/shm/mine').touch(); Path.home().joinpath('mine').touch()"
    inside(code)
    assert inside("answer = os.path.exists('/tmp/mine') or os.listdir('/dev/shm') + os.listdir()") == []


def test_there_is_no_terminal_and_nothing_to_read(inside) -> None:
    code = """
try:
    open("/dev/tty")
    terminal = True
except OSError:
    terminal = False
answer = [terminal, sys.stdin.read(), [os.isatty(n) for n in (0, 1, 2)]]
"""
    assert inside(code) == [False, "", [False] * 3]


def test_tensorflow_trains_within_the_limits(inside) -> None:
    if importlib.util.find_spec("tensorflow") is None:
        pytest.skip("TensorFlow is not installed")
    code = """
import keras, numpy as np
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
losses = model.fit(np.ones((64, 3)), np.ones(64), epochs=5, verbose=0).history["loss"]
answer = losses[-1] < losses[0]
"""
    assert inside(code)
