// Verifies the tokens that a corpus expects to be good, with Go's standard library alone:
// go run verify_corpus.go <file>... One line for each difference and one for the file; exits with 1
// when there is a difference.
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"strings"
)

type jwk struct{ Kid, Alg, X, Y, N, E string }

type rules struct {
	Now                                       int64
	Issuer                                    string
	Audience                                  any
	ClockToleranceSeconds, MaxLifetimeSeconds *int64
}

type corpus struct {
	Verifier rules
	KeySets  map[string]struct{ Keys []jwk }
	Tokens   []struct{ Title, Token, KeySet, Expect string }
}

type claims struct {
	Iss, Sub      string
	Aud           any
	Iat, Exp, Nbf int64
}

func main() {
	wrong := 0
	for _, path := range os.Args[1:] {
		wrong += run(path)
	}
	if wrong > 0 {
		os.Exit(1)
	}
}

func run(path string) int {
	var file corpus
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	good, wrong := 0, 0
	for _, each := range file.Tokens {
		if each.Expect != "ok" {
			continue
		}
		good++
		if each.KeySet == "" {
			each.KeySet = "issuer"
		}
		if err := verify(each.Token, file.KeySets[each.KeySet].Keys, file.Verifier); err != nil {
			wrong++
			fmt.Printf("DIFFERS %s: %v\n", each.Title, err)
		}
	}
	fmt.Printf("%s: %d of %d good tokens verified\n", path, good-wrong, good)
	return wrong
}

func verify(token string, keys []jwk, must rules) error {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return errors.New("three segments")
	}
	var head struct{ Alg, Kid string }
	var said claims
	if err := json.Unmarshal(bytesOf(parts[0]), &head); err != nil {
		return err
	}
	if err := json.Unmarshal(bytesOf(parts[1]), &said); err != nil {
		return err
	}
	signed := false
	for _, key := range keys {
		if key.Kid == head.Kid && key.Alg == head.Alg {
			signed = check(key, []byte(parts[0]+"."+parts[1]), bytesOf(parts[2]))
		}
	}
	if !signed {
		return errors.New("the signature")
	}
	skew, longest := valueOr(must.ClockToleranceSeconds, 5), valueOr(must.MaxLifetimeSeconds, 3600)
	switch {
	case said.Iss != must.Issuer:
		return errors.New("another issuer")
	case !share(said.Aud, must.Audience):
		return errors.New("another audience")
	case said.Sub == "":
		return errors.New("no sub")
	case said.Exp <= said.Iat || said.Exp-said.Iat > longest:
		return errors.New("it lives too long")
	case said.Iat > must.Now+skew || said.Nbf > must.Now+skew || said.Exp+skew <= must.Now:
		return errors.New("not now")
	}
	return nil
}

func check(key jwk, input, signature []byte) bool {
	digest := sha256.Sum256(input)
	switch key.Alg {
	case "EdDSA":
		public := bytesOf(key.X)
		return len(public) == ed25519.PublicKeySize && ed25519.Verify(public, input, signature)
	case "ES256":
		if len(signature) != 64 {
			return false
		}
		public := ecdsa.PublicKey{Curve: elliptic.P256(), X: numberOf(key.X), Y: numberOf(key.Y)}
		r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
		return ecdsa.Verify(&public, digest[:], r, s)
	case "RS256":
		public := rsa.PublicKey{N: numberOf(key.N), E: int(numberOf(key.E).Int64())}
		return rsa.VerifyPKCS1v15(&public, crypto.SHA256, digest[:], signature) == nil
	}
	return false
}

func share(left, right any) bool {
	for _, one := range namesOf(left) {
		for _, other := range namesOf(right) {
			if one == other {
				return true
			}
		}
	}
	return false
}

func namesOf(value any) []any {
	if list, isList := value.([]any); isList {
		return list
	}
	return []any{value}
}

func bytesOf(text string) []byte {
	decoded, _ := base64.RawURLEncoding.DecodeString(text)
	return decoded
}

func numberOf(text string) *big.Int {
	return new(big.Int).SetBytes(bytesOf(text))
}

func valueOr(value *int64, otherwise int64) int64 {
	if value == nil {
		return otherwise
	}
	return *value
}
