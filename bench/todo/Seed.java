import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** People and their tasks, made by the database itself; the same ones each time. */
final class Seed {
    static final int USERS = 1000;
    static final int TASKS_EACH = 100;

    static final List<String> VERBS = List.of(
            "Buy", "Call", "Write", "Review", "Plan", "Book", "Fix", "Clean", "Send", "Order", "Prepare", "Cancel", "Renew",
            "Check", "Discuss", "Return", "Print", "Update", "Organise", "Finish");
    static final List<String> THINGS = List.of(
            "groceries", "the dentist appointment", "the quarterly report", "birthday presents", "the passport",
            "flight tickets", "the kitchen sink", "the tax return", "team meeting notes", "the car insurance", "a new laptop",
            "the garden hose", "vegetables for the soup", "the invoice of March", "the project proposal", "library books",
            "the washing machine", "running shoes", "the rent contract", "photos of the holiday", "the presentation slides",
            "medicine for grandma", "the budget spreadsheet", "concert tickets", "the wedding invitation", "school supplies",
            "the bicycle tyre", "coffee beans", "the security audit", "a birthday cake", "the database backup",
            "curtains for the bedroom", "the newsletter", "the electricity bill", "swimming lessons", "the user interviews",
            "firewood", "the language course", "the roof window", "spare keys");
    static final List<String> CONTEXTS = List.of(
            "", " for mom", " before the weekend", " with the team", " at the office", " for the neighbours",
            " again", " in the city");

    private Seed() {}

    static String user(int number) {
        return "person-" + number;
    }

    /**
     * Fills the tables.
     *
     * @param driver the backend's own JDBC driver
     * @return each person's conversation
     */
    static List<Long> fill(Path driver, Postgres postgres) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {driver.toUri().toURL()});
                Connection database = connect(loader, postgres);
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute("select setseed(0.5)");
            statement.execute("""
                    insert into auth."user" ("id", "name", "email")
                    select 'person-' || n, 'Person ' || n, 'person-' || n || '@example.com' from generate_series(0, %d - 1) n"""
                    .formatted(USERS));
            statement.execute("insert into people (user_id, last_task_id) select 'person-' || n, %d from generate_series(0, %d - 1) n"
                    .formatted(TASKS_EACH, USERS));
            // In the order of time, not of people: what belongs to one person lies far apart, as it does after months of use.
            statement.execute("""
                    insert into tasks (user_id, id, title, description, completed, completed_at, priority, tags, due_at, all_day,
                      created_at, updated_at)
                    select 'person-' || p, t, title, case when d < 0.3 then 'About this: ' || lower(title) || '. Ask twice.' end,
                      done < 0.3, case when done < 0.3 then at + interval '1 hour' end, 1 + floor(random() * 3), tags::text[],
                      case when due < 0.6 then at + interval '1 day' * floor(due * 100) end, due < 0.2, at, at
                    from (select p, t, random() as d, random() as done, random() as due,
                            %s || ' ' || %s || %s as title,
                            (array['{}', '{work}', '{home}', '{errand}', '{work,urgent}', '{home,family}'])[1 + floor(random() * 6)] as tags,
                            now() - interval '60 days' + interval '10 hours' * t + interval '1 second' * p as at
                          from generate_series(1, %d) t, generate_series(0, %d - 1) p) drawn
                    order by t, p"""
                    .formatted(one(VERBS), one(THINGS), one(CONTEXTS), TASKS_EACH, USERS));
            statement.execute("insert into conversations (user_id, title) select 'person-' || n, 'Everyday' from generate_series(0, %d - 1) n"
                    .formatted(USERS));
            database.commit();
            database.setAutoCommit(true);
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
            List<Long> conversations = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select id from conversations order by substr(user_id, 8)::int")) {
                while (rows.next()) {
                    conversations.add(rows.getLong(1));
                }
            }
            return conversations;
        }
    }

    private static Connection connect(ClassLoader loader, Postgres postgres) throws ReflectiveOperationException, SQLException {
        Driver driver = (Driver) loader.loadClass("org.postgresql.Driver").getConstructor().newInstance();
        Properties who = new Properties();
        who.setProperty("user", "todo");
        return driver.connect("jdbc:" + postgres.url().replace("todo:todo@", ""), who);
    }

    private static String one(List<String> words) {
        return "(array['" + String.join("','", words) + "'])[1 + floor(random() * " + words.size() + ")]";
    }
}
