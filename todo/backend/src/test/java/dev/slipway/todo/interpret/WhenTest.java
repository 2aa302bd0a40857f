package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates, times and rhythms, said on Tuesday, 24 November 2026 at 10:00 in Karachi. */
class WhenTest {
    private final Speaker speaker = new Speaker();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "take vitamin d daily till friday | add_task {due=2026-11-24, recurrence=FREQ=DAILY;UNTIL=20261127T185959Z, title=Take vitamin d}",
                "water plants every other day | add_task {due=2026-11-26, recurrence=FREQ=DAILY;INTERVAL=2, title=Water plants}",
                "gym mondays and thursdays at 7am | add_task {due=2026-11-26T07:00, recurrence=FREQ=WEEKLY;BYDAY=MO,TH, title=Gym}",
                "gym every mon, wed and fri at 6 | add_task {due=2026-11-25T18:00, recurrence=FREQ=WEEKLY;BYDAY=MO,WE,FR, title=Gym}",
                "call dad every first sunday of the month | add_task {due=2026-12-06, recurrence=FREQ=MONTHLY;BYDAY=1SU, title=Call dad}",
                "pay rent on the last friday of each month | add_task {due=2026-11-27, recurrence=FREQ=MONTHLY;BYDAY=-1FR, title=Pay rent}",
                "smile every 8 hours | add_task {due=2026-11-24T11:00, recurrence=FREQ=DAILY;BYHOUR=3,11,19, title=Smile}",
                "add drink water every 2 hours | add_task {due=2026-11-24T11:00, recurrence=FREQ=DAILY;BYHOUR=1,3,5,7,9,11,13,15,17,19,21,23, title=Drink water}",
                "take pill every 5 hours | say",
                "standup every weekday at 9:15 | add_task {due=2026-11-25T09:15, recurrence=FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR, title=Standup}",
                "laundry every other saturday | add_task {due=2026-11-28, recurrence=FREQ=WEEKLY;INTERVAL=2;BYDAY=SA, title=Laundry}",
                "pay tax 15.12. | add_task {due=2026-12-15, title=Pay tax}",
                "pay tax on 1/12 | add_task {due=2026-12-01, title=Pay tax}",
                "call bob 2 hrs from now | add_task {due=2026-11-24T12:00, title=Call bob}",
                "lunch with Sara at noon | add_task {due=2026-11-24T12:00, title=Lunch with Sara}",
                "add book tickets for the 9:15 show tonight | add_task {due=2026-11-24T20:00, title=Book tickets for the 9:15 show}",
                "add task water the garden every day except sunday | add_task {due=2026-11-24, recurrence=FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA, title=Water the garden}",
                "report every quarter | add_task {due=2027-02-24, recurrence=FREQ=MONTHLY;INTERVAL=3, title=Report}",
                "remind me to take medicine twice a day | say",
                "add swim every 3rd blue moon | say",
                "yoga every tuesday for 6 weeks | add_task {due=2026-11-24, recurrence=FREQ=WEEKLY;BYDAY=TU;UNTIL=20270104T185959Z, title=Yoga}",
                "add physio 10 times every week | add_task {recurrence=FREQ=WEEKLY;COUNT=10, title=Physio}",
                "add read the daily mail | add_task {title=Read the daily mail}",
                "change filter every 3 months starting january 5 | add_task {due=2027-01-05, recurrence=FREQ=MONTHLY;INTERVAL=3, title=Change filter}",
                "remind me to stretch every hour | add_task {due=2026-11-24T11:00, recurrence=FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23, title=Stretch}",
                "add clean desk end of next week | add_task {due=2026-12-04, title=Clean desk}",
                "visit grandma a week from saturday | add_task {due=2026-12-05, title=Visit grandma}",
                "submit report by 1700 | add_task {due=2026-11-24T17:00, title=Submit report}",
                "remind me in an hour and a half to check the oven | add_task {due=2026-11-24T11:30, title=Check the oven}",
                "remind me at quarter to eight pm to leave | add_task {due=2026-11-24T19:45, title=Leave}",
                "meeting at seven thirty pm on march twenty first | add_task {due=2027-03-21T19:30, title=Meeting}",
                "add pack bags day after tomorrow in the morning | add_task {due=2026-11-26T09:00, title=Pack bags}",
                "add call mom tomorrow before noon | add_task {due=2026-11-25T12:00, title=Call mom}",
                "buy cake for monday's party on sunday | add_task {due=2026-11-29, title=Buy cake for monday's party}",
                "wash car this weekend | add_task {due=2026-11-28, title=Wash car}",
                "ہر دوسرے دن پودوں کو پانی دینا ہے | add_task {due=2026-11-26, recurrence=FREQ=DAILY;INTERVAL=2, title=پودوں کو پانی دینا}",
                "ہر پیر اور بدھ شام 6 بجے جم جانا ہے | add_task {due=2026-11-25T18:00, recurrence=FREQ=WEEKLY;BYDAY=MO,WE, title=جم جانا}",
                "جمعہ تک روزانہ دوائی لینی ہے | add_task {due=2026-11-24, recurrence=FREQ=DAILY;UNTIL=20261127T185959Z, title=دوائی لینی}",
                "ہر 8 گھنٹے بعد دوا لینا یاد دلائیں | add_task {due=2026-11-24T11:00, recurrence=FREQ=DAILY;BYHOUR=3,11,19, title=دوا لینا}",
                "پرسوں صبح ساڑھے نو بجے ڈاکٹر کے پاس جانا ہے | add_task {due=2026-11-26T09:30, title=ڈاکٹر کے پاس جانا}",
                "ہر مہینے کے پہلے پیر کو کرایہ دینا ہے | add_task {due=2026-12-07, recurrence=FREQ=MONTHLY;BYDAY=1MO, title=کرایہ دینا}",
                "آدھے گھنٹے بعد فون کرنا یاد دلاؤ | add_task {due=2026-11-24T10:30, title=فون کرنا}",
            })
    void a_day_a_time_or_a_rhythm_is_read(String said, String done) {
        assertThat(speaker.does(said)).isEqualTo(done);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "America/New_York | pay tax on 1/12 | add_task {due=2027-01-12, title=Pay tax}",
                "Asia/Karachi | pay tax on 1/12 | add_task {due=2026-12-01, title=Pay tax}",
                "America/New_York | pay tax on 25/12 | add_task {due=2026-12-25, title=Pay tax}",
            })
    void the_order_of_day_and_month_is_that_of_the_place(String zone, String said, String done) {
        assertThat(speaker.in(zone).does(said)).isEqualTo(done);
    }

    /** Nothing is done where words about when are left over: part of what was said would be lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "remind me to stretch twice a day",
                "add swim every 3rd blue moon",
                "add take pill every 5 hours",
                "add run 3 times a week",
                "add call home thrice every month"
            })
    void what_is_not_understood_of_when_adds_nothing(String said) {
        assertThat(speaker.does(said)).isEqualTo("say");
    }
}
