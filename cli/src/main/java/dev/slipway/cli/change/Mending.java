package dev.slipway.cli.change;

import dev.slipway.assist.fix.Repairs;
import dev.slipway.assist.plan.ChangePlan;
import java.util.List;

/** Carries out the fixes of findings. A change that improves nothing is taken back. */
final class Mending {
    private static final int OTHERWISE = 40;

    private final Talk console;
    private final Carrying carrying;

    Mending(Talk console, Carrying carrying) {
        this.console = console;
        this.carrying = carrying;
    }

    int run(String request, List<Repairs.Repair> repairs) throws InterruptedException {
        ChangePlan plan = Repairs.plan(repairs);
        List<Repairs.Repair> left = repairs.stream()
                .filter(r -> r.changes().isEmpty() && r.finding().blocks())
                .toList();
        for (Repairs.Repair repair : left) {
            console.out()
                    .println("Left to you: " + repair.finding().cause().id() + " "
                            + repair.finding().cause().summary());
            console.out().println("    fix   " + repair.finding().cause().fix().words());
            repair.notes().forEach(n -> console.out().println("    note  " + n));
        }
        if (plan.changes().isEmpty()) {
            console.out().println(left.isEmpty() ? "There is nothing to mend." : "Nothing was changed.");
            return left.isEmpty() ? 0 : OTHERWISE;
        }
        Carrying.Result result = carrying.run(request, plan);
        if (result.carriedOut() && !result.well()) {
            carrying.back(result);
        }
        return result.well() && left.isEmpty() ? 0 : OTHERWISE;
    }
}
