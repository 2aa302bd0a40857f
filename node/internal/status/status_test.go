package status

import (
	"path/filepath"
	"reflect"
	"testing"
)

func TestReadsWhatWasWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "status.json")
	for _, want := range []Status{
		{Phase: Starting, Detail: "DNS", Ready: map[string]bool{"etcd": true}, Millis: 12},
		{Phase: Failed, Message: "no \"luck\"", Warnings: map[string]string{"metrics": "late"}},
	} {
		if err := Write(file, want); err != nil {
			t.Fatal(err)
		}
		got, err := Read(file)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v (%v), want %+v", got, err, want)
		}
	}
}

func TestTimeAloneIsNoChange(t *testing.T) {
	a := Status{Phase: Ready, Ready: map[string]bool{"etcd": true}, Millis: 1}
	b := Status{Phase: Ready, Ready: map[string]bool{"etcd": true}, Millis: 2}
	if !a.Same(b) {
		t.Error("the same but for the time")
	}
	b.Ready = map[string]bool{"etcd": true, "dns": true}
	if a.Same(b) {
		t.Error("another component is ready")
	}
}
