package cgroups

import (
	"slices"
	"strings"
	"testing"
)

func TestHandsDownOnlyWhatKubernetesUsesAndChildrenLack(t *testing.T) {
	got := missing("cpuset cpu io memory hugetlb pids rdma\n", "memory pids\n")
	if !slices.Equal(got, []string{"cpuset", "cpu", "io", "hugetlb"}) {
		t.Errorf("got %v", got)
	}
}

func TestNamesTheControllerThatIsNotThere(t *testing.T) {
	err := lacking([]string{"cpu", "pids"}, []string{"cpu", "memory"}, nil)
	if err == nil || !strings.Contains(err.Error(), "pids") {
		t.Errorf("got %v", err)
	}
	if err := lacking([]string{"cpu"}, []string{"cpu"}, []string{t.TempDir()}); err != nil {
		t.Error(err)
	}
}
