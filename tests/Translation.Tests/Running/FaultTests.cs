using System.Net;
using Microsoft.AspNetCore.Http;

namespace Syndication.Translation.Tests.Running;

/// <summary>Engines that fail in every way: the original is out on time, what is missing comes later, once.</summary>
public sealed class FaultTests
{
    public static TheoryData<string> Failures => ["hang", "500", "429", "400", "half a JSON", "wrong language", "empty", "200 with an error", "tags unbalanced"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_original_is_out_at_once_and_the_translation_once_the_engine_is_back(string failure)
    {
        using var folder = new TemporaryFolder();
        await using var engine = await TestEngine.StartAsync();
        engine.Fail(Failing(failure));
        await using var newsroom = await Newsroom.StartAsync(folder["data"], [.. Newsroom.With(engine.Url), ("Translation:Policies:en", "off"), ("Translation:Engines:0:Timeout", "00:00:01")]);
        var start = System.Diagnostics.Stopwatch.StartNew();
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend sa route sur le grand lac du nord", "Le bac de la rive traverse le grand lac avec 680 000 personnes depuis hier soir."));
        await Eventually.HoldsAsync(async () => (await newsroom.TitlesAsync("fr.json")).Count == 1 && (await newsroom.GetAsync("/api/search?q=bac"))["items"]!.AsArray().Count == 1);
        Assert.InRange(start.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => Task.FromResult(engine.Requests > 0));

        if (failure is "wrong language" or "empty" or "tags unbalanced")
        {
            // An answer, and no good one: it fails its checks, and a person is asked.
            await newsroom.StateAsync(release.Id(), "es", "held");
            Assert.Empty(await newsroom.TitlesAsync("es.json"));
            return;
        }

        await Eventually.HoldsAsync(async () => (await newsroom.TranslationAsync(release.Id(), "es"))["reason"] is not null);
        Assert.Empty(await newsroom.TitlesAsync("es.json"));
        engine.Fail(null);

        // The breaker may have opened: it lets a call through after its break.
        await newsroom.StateAsync(release.Id(), "es", "published", seconds: 60);
        await newsroom.QuietAsync();
        Assert.Equal([TestEngine.Turned("Le bac reprend sa route sur le grand lac du nord")], await newsroom.TitlesAsync("es.json"));
        Assert.Equal(1, (await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es"))["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_engine_that_keeps_failing_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await TestEngine.StartAsync();
        engine.Fail(Failing("500"));
        await using var newsroom = await Newsroom.StartAsync(folder["data"], Newsroom.With(engine.Url));
        for (var i = 0; i < 5; i++)
        {
            await newsroom.PostAsync(Given.Release($"Le bac {(char)('a' + i)} reprend", "Le bac de la rive traverse le lac."));
        }

        await Eventually.HoldsAsync(async () => (await newsroom.DeskAsync(HttpMethod.Get, "/api/translations?pageSize=200"))["items"]!.AsArray()
            .Any(job => job!["reason"]?.GetValue<string>().Contains("left alone", StringComparison.Ordinal) == true));
        engine.Forget();

        // The break is 15 s long; a call in it would be one too many, and those after it are one each time.
        await Task.Delay(TimeSpan.FromSeconds(10));
        Assert.InRange(engine.Requests, 0, 1);
    }

    [Fact]
    public async Task A_sentence_that_the_engine_refuses_is_left_and_keeps_nothing_else_back()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await TestEngine.StartAsync();
        engine.Fail((context, text) => text.Contains("interminable", StringComparison.Ordinal)
            ? Answer(context, HttpStatusCode.BadRequest, "{\"error\":\"too long\"}")
            : context.Response.WriteAsJsonAsync(new { translatedText = TestEngine.Turned(text) }));

        // What is put off is not back within this test.
        await using var newsroom = await Newsroom.StartAsync(
            folder["data"],
            [.. Newsroom.With(engine.Url), ("Translation:Policies:en", "off"), ("Translation:FirstRetry", "00:05:00"), ("Translation:LongestRetry", "00:05:00")]);
        for (var i = 0; i < 5; i++)
        {
            var name = (char)('a' + i);
            var mostlyRefused = await newsroom.PostAsync(Given.Release($"Le bac {name} reprend", $"La phrase {name} est interminable.", $"La suite {name} est interminable."));
            await newsroom.StateAsync(mostlyRefused.Id(), "es", "held");
        }

        engine.Forget();
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", [.. Given.Thirty().Take(4), "La phrase du bac est interminable."]));
        await newsroom.StateAsync(release.Id(), "es", "published");

        var left = Assert.Single((await newsroom.TranslationAsync(release.Id(), "es"))["segments"]!.AsArray(), segment => segment!["from"]!.GetValue<string>() == "left")!;
        Assert.Equal(("La phrase du bac est interminable.", "La phrase du bac est interminable."), (left.AsObject().Text("source"), left.AsObject().Text("target")));
        Assert.Single(left["findings"]!.AsArray());
        var others = engine.Calls.Where(call => call.Key.Contains("passerelle", StringComparison.Ordinal) || call.Key.EndsWith("reprend", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, others.Count);
        Assert.All(others, call => Assert.Equal(1, call.Value));
    }

    private static Func<HttpContext, string, Task> Failing(string failure) => failure switch
    {
        "hang" => (context, _) => Task.Delay(TimeSpan.FromMinutes(5), context.RequestAborted),
        "500" => (context, _) => Answer(context, HttpStatusCode.InternalServerError, "{\"error\":\"no\"}"),
        "429" => (context, _) => Answer(context, HttpStatusCode.TooManyRequests, "{\"error\":\"slow down\"}"),
        "400" => (context, _) => Answer(context, HttpStatusCode.BadRequest, "{\"error\":\"no key\"}"),
        "half a JSON" => (context, _) => Answer(context, HttpStatusCode.OK, "{\"translatedText\": \"El transbor"),
        "wrong language" => (context, _) => Answer(context, HttpStatusCode.OK, "{\"translatedText\": \"The ferry of the north is on the big lake with 680,000 people since the evening of the day before\"}"),
        "empty" => (context, _) => Answer(context, HttpStatusCode.OK, "{\"translatedText\": \"\"}"),
        "200 with an error" => (context, _) => Answer(context, HttpStatusCode.OK, "{\"error\":\"out of memory\"}"),
        _ => (context, _) => Answer(context, HttpStatusCode.OK, "{\"translatedText\": \"El <span id='1'>transbordador con 680.000 personas </span></span> cruza\"}"),
    };

    private static async Task Answer(HttpContext context, HttpStatusCode status, string body)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }
}
