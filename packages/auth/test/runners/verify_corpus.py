"""Verifies the tokens that a corpus expects to be good, with joserfc: verify_corpus.py <file>...

One line for each difference and one for the file; exits with 1 when there is a difference.
"""

import json
import sys

from joserfc import jwt
from joserfc.jwk import KeySet


def verify(token, keys, rules):
    """Raises unless the token is good by the rules of the corpus."""
    algorithms = rules.get("algorithms", ["EdDSA", "ES256", "RS256"])
    claims = jwt.decode(token, keys, algorithms=algorithms).claims
    audience = rules["audience"]
    registry = jwt.JWTClaimsRegistry(
        now=rules["now"],
        leeway=rules.get("clockToleranceSeconds", 5),
        iss={"essential": True, "value": rules["issuer"]},
        aud={"essential": True, "values": [audience] if isinstance(audience, str) else audience},
        sub={"essential": True},
        iat={"essential": True},
        exp={"essential": True},
    )
    registry.validate(claims)
    if claims["exp"] - claims["iat"] > rules.get("maxLifetimeSeconds", 3600):
        raise ValueError("it lives too long")


def run(path):
    """Returns how many good tokens of the file were not accepted."""
    with open(path, encoding="utf-8") as file:
        corpus = json.load(file)
    good = [case for case in corpus["tokens"] if case["expect"] == "ok"]
    wrong = 0
    for case in good:
        keys = KeySet.import_key_set(corpus["keySets"][case.get("keySet", "issuer")])
        try:
            verify(case["token"], keys, corpus["verifier"])
        except Exception as error:  # Whatever a library objects to is a difference.
            wrong += 1
            print(f"DIFFERS {case['title']}: {error!r}")
    print(f"{path}: {len(good) - wrong} of {len(good)} good tokens verified")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if sum(run(path) for path in sys.argv[1:]) else 0)
