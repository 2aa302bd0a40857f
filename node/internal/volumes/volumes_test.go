package volumes

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

func claim() controller.ProvisionOptions {
	reclaim := corev1.PersistentVolumeReclaimDelete
	return controller.ProvisionOptions{
		PVName:       "pvc-1",
		StorageClass: &storagev1.StorageClass{ReclaimPolicy: &reclaim},
		PVC: &corev1.PersistentVolumeClaim{Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
			Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{
				corev1.ResourceStorage: resource.MustParse("1Gi"),
			}},
		}},
	}
}

func TestAVolumeIsAFolderOfThisNodeUntilItIsDeleted(t *testing.T) {
	f := folders{root: t.TempDir(), node: "dev"}
	volume, state, err := f.Provision(context.Background(), claim())
	if err != nil || state != controller.ProvisioningFinished {
		t.Fatal(state, err)
	}
	path := filepath.Join(f.root, "pvc-1")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o777 || volume.Spec.Local.Path != path {
		t.Fatalf("%v %v %+v", info, err, volume.Spec.Local)
	}
	if volume.Spec.NodeAffinity.Required.NodeSelectorTerms[0].MatchExpressions[0].Values[0] != "dev" {
		t.Error("another node would take it")
	}
	if size := volume.Spec.Capacity[corev1.ResourceStorage]; size.String() != "1Gi" {
		t.Error(size)
	}
	if err := f.Delete(context.Background(), volume); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("its folder is still there")
	}
}

func TestAFolderElsewhereIsNeverDeleted(t *testing.T) {
	f := folders{root: t.TempDir(), node: "dev"}
	elsewhere := t.TempDir()
	volume := &corev1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: "pvc-1"}}
	volume.Spec.Local = &corev1.LocalVolumeSource{Path: elsewhere}
	if err := f.Delete(context.Background(), volume); err == nil {
		t.Error("no word that it was ignored")
	}
	if _, err := os.Stat(elsewhere); err != nil {
		t.Error(err)
	}
}

func TestAClaimWithASelectorIsRefused(t *testing.T) {
	o := claim()
	o.PVC.Spec.Selector = &metav1.LabelSelector{}
	if _, _, err := (folders{root: t.TempDir()}).Provision(context.Background(), o); err == nil {
		t.Error("a volume was made that the claim does not match")
	}
}
