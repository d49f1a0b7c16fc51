"""Which processor trains: TPU, GPUs or CPU, what it can do, and one line that says what was chosen and why."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from curso.models.faults import WrongInput
from curso.text import Text

Kind = Literal["cpu", "gpu", "tpu"]
KINDS: tuple[Kind, ...] = ("tpu", "gpu", "cpu")  # from the fastest

UNKNOWN = Text(
    es='`device` debe ser "auto", "cpu", "gpu" o "tpu". Valor recibido: {got!r}.',
    en='`device` should be "auto", "cpu", "gpu" or "tpu". Received: {got!r}.',
)
MISSING = Text(
    es='No se ve ningún dispositivo "{kind}": hay {there}. Usa `device="auto"`.',
    en='No "{kind}" is visible: there is {there}. Use `device="auto"`.',
)
ONLY_CPU = Text(es="CPU: no se ve ninguna GPU ni TPU.", en="CPU: no GPU or TPU is visible.")
CPU_ASKED = Text(es="CPU, como has pedido.", en="CPU, as you asked.")
ONE = Text(es="{name}: {precision}.", en="{name}: {precision}.")
SEVERAL = Text(
    es="{n} dispositivos {name}: cada lote se reparte entre ellos; {precision}.",
    en="{n} devices, {name}: each batch is shared out among them; {precision}.",
)
FULL = Text(
    es="precisión de 32 bits, porque no tiene unidades que aprovechen 16",
    en="32-bit floats, since nothing in it gains from 16",
)
HALF = Text(
    es="precisión mixta de 16 y 32 bits ({mixed}), porque sus unidades de matrices la aprovechan",
    en="mixed 16 and 32-bit floats ({mixed}), which its matrix units make use of",
)
OF_LAYERS = Text(es="con la precisión de las capas de tu modelo", en="with the precision of your model's layers")


@dataclass(frozen=True)
class Hardware:
    """A processor that the backend sees.

    Parameters
    ----------
    kind : "cpu", "gpu" or "tpu".
    name : the backend's name for it ("GPU:0", "cuda:0").
    model : what its maker calls it, where known.
    capability : CUDA compute capability (major, minor), where known.
    """

    kind: Kind
    name: str
    model: str = ""
    capability: tuple[int, int] | None = None

    @property
    def mixed(self) -> str | None:
        """Keras's policy of mixed precision that pays on it, or None.

        Tensor cores begin with compute capability 7.0, those that take bfloat16 with 8.0 (CUDA C++ Programming
        Guide, "Compute Capabilities"); bfloat16 has the range of 32-bit floats, so that gradients do not vanish.
        """
        if self.kind == "tpu":
            return "mixed_bfloat16"
        if self.kind == "cpu" or self.capability is None or self.capability < (7, 0):
            return None
        return "mixed_bfloat16" if self.capability >= (8, 0) else "mixed_float16"


@dataclass(frozen=True)
class Device:
    """What trains.

    Parameters
    ----------
    kind : "cpu", "gpu" or "tpu".
    names : the backend's names of the processors that train together.
    mixed : Keras's policy of mixed precision that pays on all of them; None where there is none, or where the layers
        bring their own.
    sentence : one line: what was chosen, and why.
    """

    kind: Kind
    names: tuple[str, ...]
    mixed: str | None
    sentence: Text

    @property
    def count(self) -> int:
        """How many processors train together."""
        return len(self.names)

    def strategy(self) -> Any:
        """What shares batches out among several processors; None where one does it all.

        A `tf.distribute` strategy on TensorFlow, a `keras.distribution.DataParallel` on JAX.
        """
        import keras

        if keras.config.backend() == "jax":
            return keras.distribution.DataParallel(devices=list(self.names)) if self.count > 1 else None
        if keras.config.backend() != "tensorflow":
            return None
        import tensorflow as tf

        if self.kind == "tpu":
            return tf.distribute.TPUStrategy(_local_tpus())
        return tf.distribute.MirroredStrategy(list(self.names)) if self.count > 1 else None

    @contextmanager
    def scope(self, strategy: Any = None) -> Iterator[None]:
        """Where models are made and trained: inside it, variables and computations go to this device."""
        import keras

        place: AbstractContextManager[Any] = nullcontext()
        if strategy is not None:
            place = strategy.scope()
        elif self.count == 1:
            place = keras.device(self.names[0])
        with place:
            yield


class DeviceError(WrongInput):
    """A device that is not there; `sentence` says so in both languages."""


def choose_device(device: str = "auto", found: Sequence[Hardware] | None = None, *, own: bool = False) -> Device:
    """Choose what trains: "auto" takes a TPU, else all GPUs, else the CPU; "cpu", "gpu" and "tpu" insist.

    Parameters
    ----------
    device : "auto", "cpu", "gpu" or "tpu".
    found : the processors to choose from; those that the backend sees by default.
    own : whether it is for a model of one's own, whose layers have a precision already.

    Raises
    ------
    DeviceError : an unknown word, or nothing of that kind is there.
    """
    wanted = device.lower() if isinstance(device, str) else device
    if wanted not in ("auto", *KINDS):
        raise DeviceError(UNKNOWN.format(got=device))
    hardware = visible() if found is None else found
    kinds = {each.kind for each in hardware}
    best: Kind = next(each for each in KINDS if each in kinds)
    kind = best if wanted == "auto" else cast(Kind, wanted)
    if kind not in kinds:
        raise DeviceError(MISSING.format(kind=kind, there=", ".join(sorted(kinds))))
    chosen = [each for each in hardware if each.kind == kind]
    if kind == "cpu":
        return Device("cpu", (chosen[0].name,), None, ONLY_CPU if wanted == "auto" else CPU_ASKED)
    policies = {each.mixed for each in chosen}
    mixed = policies.pop() if len(policies) == 1 and not own else None
    precision = OF_LAYERS if own else FULL if mixed is None else HALF.format(mixed=mixed)
    name = chosen[0].model or chosen[0].name
    sentence = (ONE if len(chosen) == 1 else SEVERAL).format(n=len(chosen), name=name, precision=precision)
    return Device(kind, tuple(each.name for each in chosen), mixed, sentence)


def visible() -> list[Hardware]:
    """The processors that Keras's backend sees; GPUs are told to take memory as they need it, not all of it."""
    import keras

    backend = keras.config.backend()
    if backend == "tensorflow":
        return _from_tensorflow()
    if backend == "jax":
        return _from_jax()
    return [Hardware("cpu", "cpu:0")]


@cache
def _local_tpus() -> Any:
    """This machine's TPUs, made ready once a process: doing it again destroys every variable that is on them."""
    import tensorflow as tf

    resolver = tf.distribute.cluster_resolver.TPUClusterResolver(tpu="local")
    tf.config.experimental_connect_to_cluster(resolver)
    tf.tpu.experimental.initialize_tpu_system(resolver)
    return resolver


def _from_tensorflow() -> list[Hardware]:
    import tensorflow as tf

    hardware = [Hardware("cpu", "CPU:0")]
    for index, gpu in enumerate(tf.config.list_physical_devices("GPU")):
        with suppress(RuntimeError):  # TensorFlow has already begun with this GPU, and keeps to how it began
            tf.config.experimental.set_memory_growth(gpu, True)
        details = tf.config.experimental.get_device_details(gpu)
        model, capability = details.get("device_name", ""), details.get("compute_capability")
        hardware.append(Hardware("gpu", f"GPU:{index}", model, capability))
    tpus = tf.config.list_physical_devices("TPU")
    return hardware + [Hardware("tpu", f"TPU:{index}") for index in range(len(tpus))]


def _from_jax() -> list[Hardware]:
    os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")  # read when JAX first looks for its devices
    import jax

    hardware = [Hardware("cpu", "cpu:0")]
    for each in jax.devices():
        if each.platform in ("gpu", "tpu"):
            numbers = str(getattr(each, "compute_capability", "")).split(".")
            capability = (int(numbers[0]), int(numbers[1])) if len(numbers) == 2 else None
            hardware.append(Hardware(each.platform, f"{each.platform}:{each.id}", each.device_kind, capability))
    return hardware
