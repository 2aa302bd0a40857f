// Package volumes makes the node's persistent volumes: folders below one root, given out as volumes of type local, so
// that the kubelet hands them to a pod's fsGroup and refuses them on another node. A helper pod, as other provisioners
// of local folders need, would cost an image and seconds: this one runs where the folders are.
package volumes

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// Provisioner is the name that a StorageClass gives.
const Provisioner = "slipway.dev/folder"

type folders struct {
	root string
	node string
}

// Run serves claims until the context ends.
func Run(ctx context.Context, kubeconfig, root, node string) error {
	cfg, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(cfg)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(root, 0o711); err != nil {
		return err
	}
	controller.NewProvisionController(ctx, client, Provisioner, folders{root, node},
		controller.LeaderElection(false), controller.MetricsPort(0)).Run(ctx)
	return nil
}

// Provision makes the folder of a claim. The size of the claim is not enforced: the folder shares the node's disk.
func (f folders) Provision(_ context.Context, o controller.ProvisionOptions) (*corev1.PersistentVolume, controller.ProvisioningState, error) {
	if o.PVC.Spec.Selector != nil {
		return nil, controller.ProvisioningFinished, fmt.Errorf("claim %s/%s has a selector, which volumes made on demand cannot match", o.PVC.Namespace, o.PVC.Name)
	}
	path := filepath.Join(f.root, o.PVName)
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	// Any user of a pod may write: whose volume it is, the claim says. The mask of this process may have taken bits away.
	if err := os.Chmod(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return f.volume(o, path), controller.ProvisioningFinished, nil
}

func (f folders) volume(o controller.ProvisionOptions, path string) *corev1.PersistentVolume {
	onThisNode := corev1.NodeSelectorTerm{MatchExpressions: []corev1.NodeSelectorRequirement{
		{Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: []string{f.node}},
	}}
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: o.PVName},
		Spec: corev1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *o.StorageClass.ReclaimPolicy,
			AccessModes:                   o.PVC.Spec.AccessModes,
			VolumeMode:                    o.PVC.Spec.VolumeMode,
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: o.PVC.Spec.Resources.Requests[corev1.ResourceStorage]},
			PersistentVolumeSource:        corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: path}},
			NodeAffinity:                  &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{onThisNode}}},
		},
	}
}

// Delete removes the folder of a volume that this node made, and no other.
func (f folders) Delete(_ context.Context, volume *corev1.PersistentVolume) error {
	path := filepath.Join(f.root, volume.Name)
	if volume.Spec.Local == nil || volume.Spec.Local.Path != path {
		return &controller.IgnoredError{Reason: "its folder is not " + path}
	}
	return os.RemoveAll(path)
}
