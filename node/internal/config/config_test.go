package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const good = `{"name":"dev","home":"/h","rootfs":"/r","apiPort":6443,"gatewayPort":8080,"pauseImage":"p:1"}`

func load(t *testing.T, text string) (*Config, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(file)
}

func TestLoadsWhatIsGiven(t *testing.T) {
	c, err := load(t, good)
	if err != nil {
		t.Fatal(err)
	}
	if c.Name != "dev" || c.Var() != "/h/var" || c.StatusFile() != "/h/status.json" || !strings.HasPrefix(c.Cgroup(), "slipway-dev-") || c.Ingress() {
		t.Errorf("got %+v", c)
	}
}

func TestNodesOfOneNameInTwoHomesHaveGroupsOfTheirOwn(t *testing.T) {
	if Cgroup("/a/clusters/dev", "dev") == Cgroup("/b/clusters/dev", "dev") {
		t.Error("both have " + Cgroup("/a/clusters/dev", "dev"))
	}
	if Cgroup("/a/clusters/dev", "dev") != Cgroup("/a/clusters/dev/", "dev") {
		t.Error("the same home gives another group")
	}
}

func TestSaysWhichFieldIsWrong(t *testing.T) {
	for _, wrong := range []struct{ from, to, says string }{
		{`"dev"`, `"Dev"`, "name"},
		{`"dev"`, `"a23456789012345678901234567890123"`, "name"},
		{`"/h"`, `"h"`, "absolute"},
		{`"/r"`, `"r"`, "absolute"},
		{`6443`, `0`, "apiPort"},
		{`6443`, `70000`, "apiPort"},
		{`8080`, `6443`, "gatewayPort"},
		{`8080`, `-1`, "gatewayPort"},
		{`"p:1"`, `""`, "pauseImage"},
		{`"p:1"`, `"p:1","contour":"c","envoy":"/e"`, "contour"},
		{`}`, ``, "config.json"},
	} {
		_, err := load(t, strings.Replace(good, wrong.from, wrong.to, 1))
		if err == nil || !strings.Contains(err.Error(), wrong.says) {
			t.Errorf("%s instead of %s: got %v, which does not tell of %s", wrong.to, wrong.from, err, wrong.says)
		}
	}
}
