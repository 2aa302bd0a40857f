package dev.slipway.diagnose;

import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.controllers.AutoscalerRule;
import dev.slipway.diagnose.controllers.BudgetRule;
import dev.slipway.diagnose.controllers.CreationRule;
import dev.slipway.diagnose.controllers.DeploymentRule;
import dev.slipway.diagnose.controllers.JobRule;
import dev.slipway.diagnose.controllers.StatefulSetRule;
import dev.slipway.diagnose.crash.CrashRule;
import dev.slipway.diagnose.crash.FlappingRule;
import dev.slipway.diagnose.crash.LivenessRule;
import dev.slipway.diagnose.crash.ProbeRule;
import dev.slipway.diagnose.network.DnsRule;
import dev.slipway.diagnose.network.IngressRule;
import dev.slipway.diagnose.network.PolicyRule;
import dev.slipway.diagnose.network.ServiceRule;
import dev.slipway.diagnose.platform.CertificateRule;
import dev.slipway.diagnose.platform.ConfigAgeRule;
import dev.slipway.diagnose.platform.ControlRule;
import dev.slipway.diagnose.platform.NodeRule;
import dev.slipway.diagnose.platform.PermissionRule;
import dev.slipway.diagnose.scheduling.EvictionRule;
import dev.slipway.diagnose.scheduling.SchedulingRule;
import dev.slipway.diagnose.scheduling.TerminatingRule;
import dev.slipway.diagnose.start.CommandRule;
import dev.slipway.diagnose.start.ConfigurationRule;
import dev.slipway.diagnose.start.HookRule;
import dev.slipway.diagnose.start.InitRule;
import dev.slipway.diagnose.start.MountRule;
import dev.slipway.diagnose.start.PullRule;
import dev.slipway.diagnose.start.PullSecretRule;
import dev.slipway.diagnose.start.SandboxRule;
import dev.slipway.diagnose.storage.ClaimRule;
import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order of a pod's life: what keeps a pod from being made comes before what it does when it runs. */
final class RuleBook {
    private static final List<Rule> PODS = List.of(
            new CreationRule(),
            new EvictionRule(),
            new ClaimRule(),
            new SchedulingRule(),
            new SandboxRule(),
            new MountRule(),
            new PullRule(),
            new ConfigurationRule(),
            new CommandRule(),
            new HookRule(),
            new PermissionRule(),
            new CrashRule(),
            new LivenessRule(),
            new ProbeRule());

    /** The rules that judge a rollout. */
    static final List<Rule> ROLLOUT =
            Stream.concat(Stream.of(new NodeRule()), PODS.stream()).toList();

    /** The rules that need a whole namespace. */
    static final List<Rule> NAMESPACE = Stream.concat(
                    PODS.stream(),
                    Stream.of(
                            new PullSecretRule(),
                            new InitRule(),
                            new FlappingRule(),
                            new DeploymentRule(),
                            new StatefulSetRule(),
                            new JobRule(),
                            new ServiceRule(),
                            new IngressRule(),
                            new PolicyRule(),
                            new DnsRule(),
                            new AutoscalerRule(),
                            new ConfigAgeRule(),
                            new TerminatingRule(),
                            new CertificateRule(),
                            new BudgetRule()))
            .toList();

    /** The rules that look at the cluster as a whole. */
    static final List<Rule> CLUSTER = List.of(new NodeRule(), new ControlRule());

    private RuleBook() {}
}
