package dev.slipway.assist.ask;

import dev.slipway.assist.alter.DeleteIntent;
import dev.slipway.assist.alter.FieldIntent;
import dev.slipway.assist.alter.LabelIntent;
import dev.slipway.assist.alter.NodeIntent;
import dev.slipway.assist.alter.RolloutIntent;
import dev.slipway.assist.alter.ScaleIntent;
import dev.slipway.assist.alter.ServiceChangeIntent;
import dev.slipway.assist.alter.TemplateIntent;
import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.look.AuditIntent;
import dev.slipway.assist.look.CauseIntent;
import dev.slipway.assist.look.DescribeIntent;
import dev.slipway.assist.look.ListIntent;
import dev.slipway.assist.look.LogsIntent;
import dev.slipway.assist.make.AccessIntent;
import dev.slipway.assist.make.AutoscaleIntent;
import dev.slipway.assist.make.BudgetIntent;
import dev.slipway.assist.make.ClaimIntent;
import dev.slipway.assist.make.IngressIntent;
import dev.slipway.assist.make.JobIntent;
import dev.slipway.assist.make.NamespaceIntent;
import dev.slipway.assist.make.NetworkIntent;
import dev.slipway.assist.make.PodIntent;
import dev.slipway.assist.make.QuotaIntent;
import dev.slipway.assist.make.ServiceIntent;
import dev.slipway.assist.make.SettingsIntent;
import dev.slipway.assist.make.WorkloadIntent;
import java.time.InstantSource;
import java.util.List;

/** All intents. If two know a request, the first one has it. */
final class IntentBook {
    private IntentBook() {}

    static List<Intent> of(InstantSource clock) {
        return List.of(
                new LogsIntent(),
                new AuditIntent(),
                new CauseIntent(),
                new DescribeIntent(),
                new ListIntent(),
                new DeleteIntent(),
                new NodeIntent(),
                new LabelIntent(),
                new NamespaceIntent(),
                new AccessIntent(),
                new NetworkIntent(),
                new AutoscaleIntent(),
                new BudgetIntent(),
                new QuotaIntent(),
                new IngressIntent(),
                new FieldIntent(),
                new ServiceChangeIntent(),
                new JobIntent(),
                new SettingsIntent(),
                new ClaimIntent(),
                new ServiceIntent(),
                new PodIntent(),
                new RolloutIntent(clock),
                new ScaleIntent(),
                new TemplateIntent(),
                new WorkloadIntent());
    }
}
