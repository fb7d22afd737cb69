"""C20: what must not be guessed comes from the generator for secrets, and is long enough."""

import base64

from network.kernel import tokens
from tests.architecture.code import MODULES, name_of
from tests.security.test_static_analysis import imports


def test_tokens_hold_256_bits_and_never_repeat() -> None:
    made = [tokens.new_token() for _ in range(200)]
    assert len(set(made)) == len(made)
    assert {len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) * 8 for token in made} == {256}
    assert len({token[:4] for token in made}) > 190, "they share no beginning"


def test_secrets_come_from_the_generator_for_secrets() -> None:
    """Nothing in the package uses `random`, which can be foretold; ids in addresses are random, never counted or timed."""
    assert not [name_of(module) for module in MODULES if imports(module) & {"random", "numpy.random"}]
    assert not [name_of(module) for module in MODULES if imports(module) & {"uuid.uuid1", "uuid.uuid6", "uuid.uuid7"}]
