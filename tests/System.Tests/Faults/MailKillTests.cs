using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Testing.Mail;

namespace Syndication.System.Tests.Faults;

/// <summary>kill -9 at seeded random moments of a run of mails: none is lost, and doubled is at most the one that was on each connection.</summary>
public sealed class MailKillTests
{
    private const int Connections = 4;
    private static readonly TimeSpan Resumes = TimeSpan.FromSeconds(5);

    private static int Mails => Survival.IsFull ? 10_000 : 1_500;

    private static int Kills => Survival.IsFull ? 8 : 3;

    public static TheoryData<string> Victims => ["Standalone", "Digest", "Broker"];

    [Theory]
    [MemberData(nameof(Victims))]
    public async Task A_run_of_mails_survives_kills(string victim)
    {
        Assert.SkipUnless(victim == "Standalone" || Broker.IsInstalled, Broker.Missing);
        Assert.SkipUnless(victim == "Standalone" || Gateway.IsInstalled, Gateway.Missing);
        using var folder = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        server.KeepsContent = false;
        await using var broker = new Broker();
        if (victim != "Standalone")
        {
            await broker.StartAsync();
        }

        await using var newsroom = (victim == "Standalone" ? new Newsroom(folder["data"]) : new Newsroom(folder["data"], broker.Uri, 1))
            .With("Mail__Uri", server.Uri)
            .With("Mail__From", "Lake Office <news@lake.example>")
            .With("Mail__Connections", Connections.ToString(CultureInfo.InvariantCulture));
        await newsroom.StartAsync();
        await ImportAsync(newsroom);
        await newsroom.Admin.PostAsync("/api/releases", Api.Release("The ferry is back")).JsonAsync(HttpStatusCode.Created);

        var random = new Random(20_261_125);
        var resumed = new List<TimeSpan>();
        foreach (var moment in Enumerable.Range(0, Kills).Select(_ => random.Next(Mails / 20, Mails * 4 / 5)).Order())
        {
            await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count >= moment));
            Func<Task> kill = victim == "Broker" ? broker.KillAsync : victim == "Digest" ? newsroom.Processes.Single(process => process.Program == "Digest").KillAsync : newsroom.KillAsync;
            await kill();
            var before = server.Mails.Count;
            if (victim == "Broker")
            {
                // Mails do not need it: what is planned goes on.
                await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count > before || server.Mails.Count >= Mails), Resumes);
                await broker.StartAsync();
                continue;
            }

            await newsroom.StartAsync();
            var started = Stopwatch.StartNew();
            await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count > before));
            resumed.Add(started.Elapsed);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Select(mail => mail.Recipients[0]).Distinct().Count() == Mails));
        var readers = server.Mails.GroupBy(mail => mail.Recipients[0]).ToList();
        var doubled = server.Mails.Count - Mails;
        var slowest = resumed.DefaultIfEmpty().Max();
        Console.WriteLine($"kill -9 of {victim}: {Kills} kills, {Mails} mails, lost {Mails - readers.Count}, doubled {doubled}, resumed within {slowest.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s of answering");
        Assert.InRange(doubled, 0, victim == "Broker" ? 0 : Kills * Connections);
        Assert.All(readers, reader => Assert.Single(reader.Select(mail => mail.Header("Message-ID")).Distinct()));

        // Beside all other tests a start takes its turn with theirs: there the quickest counts.
        var counts = Survival.IsFull ? slowest : resumed.DefaultIfEmpty().Min();
        Assert.True(counts < Resumes, $"Resumed after {string.Join(", ", resumed)}.");
    }

    private static async Task ImportAsync(Newsroom newsroom)
    {
        var list = new StringBuilder("address,languages,cadence,consentSource,consentDate\n");
        for (var number = 0; number < Mails; number++)
        {
            list.Append(CultureInfo.InvariantCulture, $"reader{number}@example.org,en,immediate,Fair,2024-03-01\n");
        }

        using var content = new StringContent(list.ToString(), Encoding.UTF8, "text/csv");
        using var answer = await newsroom.Admin.PostAsync(new Uri("/api/subscriptions/import", UriKind.Relative), content);
        Assert.Equal(Mails, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["imported"]!.GetValue<int>());
    }
}
