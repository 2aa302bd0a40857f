package dev.slipway.assist.intent;

import java.util.Locale;
import java.util.Set;

/** English words in a request that are no names, though objects may be called by them. */
final class PlainWords {
    /** Words beside a kind: "the failing pod", "a probe of". An object of such a name has to stand right beside its kind. */
    private static final Set<String> BESIDE = words("""
            probe volume env pod pods deployment deployments service services namespace container containers new running
            failing current old unhealthy broken crashing pending all same following first second last replicas app
            application nginx-based kubernetes cluster status logs log events configuration config spec template to with
            be rollout version more less other another single simple basic default these those stateful existing right
            correct wrong named called latest previous back cpu memory up down port ports label labels selector selectors
            reclaim its their this that it such size storage per number count has have keeps cannot can would having
            failed fails keep crashes stays stuck shows won't does doesn't isn't never reports gets looks exists exist
            needs uses use seems wants access resources resource configmap secret statefulset job cronjob daemonset
            ingress image images limits requests security network policy disruption budget traffic again now please only
            so between behind then scaling strategy name names accounts account through across spread rolling revision
            immediately properly correctly outside inside externally internally into out
            """);
    /** Words anywhere in a request, which a similar name is not compared with. */
    private static final Set<String> ANYWHERE = words("""
            scale handle more load with from into using restart rollback delete create expose update image traffic users
            the and for make sure they them when what which show list check please change set add all any are have that
            than then this not can should must will our get put use test main data time name value type path file key env
            keys fail failing requests limits limit request release stage high health healthy analyze optimize allocation
            describe point node nodes cluster rate
            """);

    private PlainWords() {}

    private static Set<String> words(String all) {
        return Set.of(all.strip().split("\\s+"));
    }

    static boolean has(String word) {
        return BESIDE.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a word can be a name where nothing shows that it is one. */
    static boolean loose(String word) {
        return !has(word) && !ANYWHERE.contains(word.toLowerCase(Locale.ROOT)) && !word.matches("\\d+");
    }

    /** Whether a word beside a kind can be a name. */
    static boolean name(String word) {
        return !has(word) && !word.matches("\\d+");
    }
}
