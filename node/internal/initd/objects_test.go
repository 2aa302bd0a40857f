package initd

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

func TestManifestsAreObjectsWithEveryAddressFilledIn(t *testing.T) {
	for _, name := range []string{"dns", "storage", "metrics", "ingress"} {
		text, err := manifest(name, []byte("certificate"))
		if err != nil {
			t.Fatal(err)
		}
		if left := regexp.MustCompile(`\b[A-Z]+(_[A-Z]+)+\b`).FindString(text); left != "" {
			t.Errorf("%s: %s is not filled in", name, left)
		}
		for _, document := range strings.Split(text, "\n---\n") {
			var object struct {
				APIVersion, Kind string
				Metadata         struct{ Name string }
			}
			if err := yaml.UnmarshalStrict([]byte(document), &map[string]any{}); err != nil {
				t.Fatalf("%s: %v\n%s", name, err, document)
			}
			if err := yaml.Unmarshal([]byte(document), &object); err != nil || object.APIVersion == "" || object.Kind == "" || object.Metadata.Name == "" {
				t.Errorf("%s: no object (%v): %s", name, err, document)
			}
		}
	}
}

func TestMetricsAreTrustedByTheClustersAuthority(t *testing.T) {
	text, err := manifest("metrics", []byte("certificate"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "caBundle: "+base64.StdEncoding.EncodeToString([]byte("certificate"))) {
		t.Error(text)
	}
}
