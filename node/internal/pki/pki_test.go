package pki

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/client-go/tools/clientcmd"

	"slipway.dev/node/internal/config"
)

func ensure(t *testing.T, home string) Store {
	t.Helper()
	s, err := Ensure(filepath.Join(home, "pki"), &config.Config{Name: "dev", Home: home, APIPort: 16443})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func certificate(t *testing.T, file string) *x509.Certificate {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(raw)
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryCertificateIsOfItsAuthority(t *testing.T) {
	s := ensure(t, t.TempDir())
	for name, authority := range map[string]string{
		"apiserver": "ca", "kubelet": "ca", "kubelet-server": "ca", "admin": "ca", "coredns": "ca", "volumes": "ca", "contour": "ca",
		"etcd": "etcd-ca", "apiserver-etcd-client": "etcd-ca", "front-proxy-client": "front-proxy-ca",
		"contour-xds": "contour-ca", "envoy-xds": "contour-ca",
	} {
		roots := x509.NewCertPool()
		roots.AddCert(certificate(t, s.File(authority+".crt")))
		if _, err := certificate(t, s.File(name+".crt")).Verify(x509.VerifyOptions{
			Roots: roots, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
		}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	api := certificate(t, s.File("apiserver.crt"))
	for _, name := range []string{"127.0.0.1", config.NodeIP, config.APIServiceIP, "kubernetes.default.svc"} {
		if err := api.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	kubelet := certificate(t, s.File("kubelet.crt")).Subject
	if kubelet.CommonName != "system:node:dev" || strings.Join(kubelet.Organization, ",") != "system:nodes" {
		t.Errorf("the Node authorizer does not know %v", kubelet)
	}
}

func TestNobodyElseReadsKeys(t *testing.T) {
	home := t.TempDir()
	s := ensure(t, home)
	found, _ := filepath.Glob(s.File("*"))
	for _, f := range append(found, filepath.Join(home, "kubeconfig")) {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		public := strings.HasSuffix(f, ".crt") || strings.HasSuffix(f, ".pub")
		if mode := info.Mode().Perm(); !public && mode != 0o600 {
			t.Errorf("%s has mode %o", f, mode)
		}
	}
}

func TestAuthoritiesStayAndCertificatesAreNew(t *testing.T) {
	home := t.TempDir()
	read := func(s Store, name string) []byte {
		raw, err := os.ReadFile(s.File(name))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	kept := []string{"ca.crt", "ca.key", "etcd-ca.key", "sa.key", "sa.pub", "encryption.yaml"}
	before := map[string][]byte{}
	s := ensure(t, home)
	for _, name := range append(kept, "apiserver.crt") {
		before[name] = read(s, name)
	}
	s = ensure(t, home)
	for _, name := range kept {
		if !bytes.Equal(before[name], read(s, name)) {
			t.Errorf("%s changed: what it protects or signed is lost", name)
		}
	}
	if bytes.Equal(before["apiserver.crt"], read(s, "apiserver.crt")) {
		t.Error("apiserver.crt is the old one")
	}
}

func TestKubeconfigLeadsToTheMachinesPort(t *testing.T) {
	home := t.TempDir()
	ensure(t, home)
	c, err := clientcmd.BuildConfigFromFlags("", filepath.Join(home, "kubeconfig"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Host != "https://127.0.0.1:16443" || len(c.CAData) == 0 || len(c.CertData) == 0 || c.Insecure {
		t.Errorf("got %+v", c)
	}
}

func TestAFirstStartThatWasBrokenOffIsTakenUp(t *testing.T) {
	home := t.TempDir()
	s := ensure(t, home)
	key, err := os.ReadFile(s.File("sa.key"))
	if err != nil {
		t.Fatal(err)
	}
	for _, last := range []string{"sa.pub", "ca.crt", "encryption.yaml"} {
		if err := os.Remove(s.File(last)); err != nil {
			t.Fatal(err)
		}
	}
	ensure(t, home)
	if after, _ := os.ReadFile(s.File("sa.key")); !bytes.Equal(key, after) {
		t.Error("the key was there, and was made anew")
	}
	for _, name := range []string{"sa.pub", "ca.crt", "encryption.yaml"} {
		if _, err := os.Stat(s.File(name)); err != nil {
			t.Error(err)
		}
	}
}

func TestADamagedAuthorityIsToldAndNotReplaced(t *testing.T) {
	home := t.TempDir()
	s := ensure(t, home)
	if err := os.WriteFile(s.File("etcd-ca.crt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Ensure(s.Dir, &config.Config{Name: "dev", Home: home, APIPort: 16443})
	if err == nil || !strings.Contains(err.Error(), "etcd-ca.crt cannot be read") {
		t.Fatalf("%v", err)
	}
}
