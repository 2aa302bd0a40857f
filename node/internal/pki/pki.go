// Package pki makes the cluster's certificate authorities, a certificate for each component, and their kubeconfigs.
//
// The authorities and the service account key are kept; certificates are issued anew at every start, so that none is
// ever close to its end.
package pki

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	certutil "k8s.io/client-go/util/cert"
	"k8s.io/client-go/util/keyutil"
	kubeadmapi "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm"
	"k8s.io/kubernetes/cmd/kubeadm/app/util/pkiutil"

	"slipway.dev/node/internal/config"
	"slipway.dev/node/internal/durable"
)

const year = 365 * 24 * time.Hour

// Store is a folder of certificates and keys, all keys with mode 0600.
type Store struct{ Dir string }

// File is the path of a certificate (".crt"), key (".key") or kubeconfig (".kubeconfig").
func (s Store) File(name string) string { return filepath.Join(s.Dir, name) }

type client struct {
	name, user string
	groups     []string
}

var clients = []client{
	{"admin", "slipway-admin", []string{"system:masters"}},
	{"kube-controller-manager", "system:kube-controller-manager", nil},
	{"kube-scheduler", "system:kube-scheduler", nil},
	{"kube-proxy", "system:kube-proxy", nil},
	{"coredns", "system:coredns", nil},
	{"metrics-server", "system:metrics-server", nil},
	{"volumes", "slipway:volumes", nil},
	{"contour", "system:contour", nil},
}

// Ensure writes everything that the components of this node read.
func Ensure(dir string, c *config.Config) (Store, error) {
	s := Store{Dir: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return s, err
	}
	authorities := map[string]*authority{}
	for _, name := range []string{"ca", "etcd-ca", "front-proxy-ca", "contour-ca"} {
		a, err := s.authority(name, c.Name)
		if err != nil {
			return s, fmt.Errorf("certificate authority %s: %w", name, err)
		}
		authorities[name] = a
	}
	local := []net.IP{net.ParseIP("127.0.0.1"), net.ParseIP(config.NodeIP)}
	issue := func(ca, name, user string, groups []string, names []string, ips []net.IP, usages ...x509.ExtKeyUsage) error {
		return s.issue(authorities[ca], name, certutil.Config{
			CommonName: user, Organization: groups,
			AltNames: certutil.AltNames{DNSNames: names, IPs: ips}, Usages: usages,
		})
	}
	server, clientUse := x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth
	steps := []error{
		issue("ca", "apiserver", "kube-apiserver", nil, []string{
			"kubernetes", "kubernetes.default", "kubernetes.default.svc",
			"kubernetes.default.svc." + config.Domain, "localhost", c.Name,
		}, append(local, net.ParseIP(config.APIServiceIP)), server),
		issue("ca", "apiserver-kubelet-client", "kube-apiserver-kubelet-client", []string{"system:masters"}, nil, nil, clientUse),
		issue("front-proxy-ca", "front-proxy-client", "front-proxy-client", nil, nil, nil, clientUse),
		issue("etcd-ca", "etcd", "etcd", nil, []string{"localhost"}, local, server, clientUse),
		issue("etcd-ca", "apiserver-etcd-client", "kube-apiserver-etcd-client", nil, nil, nil, clientUse),
		issue("ca", "kubelet-server", "system:node:"+c.Name, []string{"system:nodes"}, []string{c.Name}, local, server),
		issue("ca", "metrics-server-serving", "metrics-server", nil,
			[]string{"metrics-server.kube-system.svc", "localhost"}, local, server),
		issue("contour-ca", "contour-xds", "contour", nil, []string{"contour", "localhost"}, local, server),
		issue("contour-ca", "envoy-xds", "envoy", nil, []string{"envoy", "localhost"}, local, clientUse),
	}
	all := append([]client{{"kubelet", "system:node:" + c.Name, []string{"system:nodes"}}}, clients...)
	for _, k := range all {
		steps = append(steps, issue("ca", k.name, k.user, k.groups, nil, nil, clientUse))
		steps = append(steps, s.kubeconfig(k.name, c.Name, fmt.Sprintf("https://%s:6443", config.NodeIP), s.File(k.name+".kubeconfig")))
	}
	steps = append(steps,
		s.kubeconfig("admin", c.Name, fmt.Sprintf("https://127.0.0.1:%d", c.APIPort), filepath.Join(c.Home, "kubeconfig")),
		s.serviceAccountKey(), s.encryption())
	for _, err := range steps {
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

type authority struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// authority is the one that is kept, or a new one. Its certificate is written last: where that is there, all of it was.
func (s Store) authority(name, cluster string) (*authority, error) {
	if _, err := os.Stat(s.File(name + ".crt")); err == nil {
		cert, key, err := pkiutil.TryLoadCertAndKeyFromDisk(s.Dir, name)
		if err != nil {
			// A new one in its place would not be trusted by anything that this node has issued or encrypted before.
			return nil, fmt.Errorf("%s cannot be read (%w): delete the cluster and make a new one", s.File(name+".crt"), err)
		}
		if time.Until(cert.NotAfter) < year {
			return nil, fmt.Errorf("%s ends on %s: delete the cluster and make a new one", s.File(name+".crt"), cert.NotAfter)
		}
		return &authority{cert, key}, nil
	}
	cert, key, err := pkiutil.NewCertificateAuthority(&pkiutil.CertConfig{
		Config:              certutil.Config{CommonName: cluster + "-" + name},
		NotAfter:            time.Now().Add(10 * year),
		EncryptionAlgorithm: kubeadmapi.EncryptionAlgorithmECDSAP256,
	})
	if err != nil {
		return nil, err
	}
	return &authority{cert, key}, s.write(name, cert, key)
}

// write keeps a key, then its certificate.
func (s Store) write(name string, cert *x509.Certificate, key crypto.Signer) error {
	if err := s.writeKey(name, key); err != nil {
		return err
	}
	return durable.Write(s.File(name+".crt"), pkiutil.EncodeCertPEM(cert), 0o644)
}

func (s Store) writeKey(name string, key crypto.Signer) error {
	pem, err := keyutil.MarshalPrivateKeyToPEM(key)
	if err != nil {
		return fmt.Errorf("key %s: %w", name, err)
	}
	return durable.Write(s.File(name+".key"), pem, 0o600)
}

func (s Store) issue(ca *authority, name string, cfg certutil.Config) error {
	cc := &pkiutil.CertConfig{
		Config: cfg, NotAfter: time.Now().Add(year), EncryptionAlgorithm: kubeadmapi.EncryptionAlgorithmECDSAP256,
	}
	key, err := pkiutil.GeneratePrivateKey(cc.EncryptionAlgorithm)
	if err != nil {
		return err
	}
	cert, err := pkiutil.NewSignedCert(cc, key, ca.cert, ca.key, false)
	if err != nil {
		return fmt.Errorf("certificate %s: %w", name, err)
	}
	return s.write(name, cert, key)
}

func (s Store) kubeconfig(name, cluster, url, path string) error {
	read := func(file string) []byte {
		raw, err := os.ReadFile(s.File(file))
		if err != nil {
			return nil
		}
		return raw
	}
	cfg := clientcmdapi.NewConfig()
	cfg.Clusters[cluster] = &clientcmdapi.Cluster{Server: url, CertificateAuthorityData: read("ca.crt")}
	cfg.AuthInfos[name] = &clientcmdapi.AuthInfo{
		ClientCertificateData: read(name + ".crt"), ClientKeyData: read(name + ".key"),
	}
	cfg.Contexts[cluster] = &clientcmdapi.Context{Cluster: cluster, AuthInfo: name}
	cfg.CurrentContext = cluster
	text, err := clientcmd.Write(*cfg)
	if err != nil {
		return err
	}
	return durable.Write(path, text, 0o600)
}

// serviceAccountKey keeps the key, then its public half: where that is missing, nothing was signed yet.
func (s Store) serviceAccountKey() error {
	if _, err := os.Stat(s.File("sa.pub")); err == nil {
		return nil
	}
	key, err := pkiutil.TryLoadKeyFromDisk(s.Dir, "sa")
	if err != nil {
		if key, err = pkiutil.GeneratePrivateKey(kubeadmapi.EncryptionAlgorithmRSA2048); err != nil {
			return err
		}
		if err := s.writeKey("sa", key); err != nil {
			return err
		}
	}
	public, err := pkiutil.EncodePublicKeyPEM(key.Public())
	if err != nil {
		return err
	}
	return durable.Write(s.File("sa.pub"), public, 0o644)
}

// encryption writes the configuration by which Secrets are encrypted in etcd, with a key of this node's own.
func (s Store) encryption() error {
	path := s.File("encryption.yaml")
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	text := `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - secretbox:
          keys:
            - name: node
              secret: ` + base64.StdEncoding.EncodeToString(key) + `
      - identity: {}
`
	return durable.Write(path, []byte(text), 0o600)
}
