using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Syndication.Benchmarks.Figures;
using Syndication.Digest;
using Syndication.Digest.Runs;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Ingestion;
using Syndication.Mail;
using Syndication.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Mail;

namespace Syndication.Benchmarks.Mailing;

/// <summary>
/// B6, mails a second over so many connections to smtp-sink: a release to so many readers, each with a durable row that is
/// claimed, looked at, sent and settled, beside Postfix's smtp-source, which repeats one message from memory, and npm's
/// nodemailer, which composes each and keeps nothing.
/// </summary>
internal static class MailBenchmark
{
    /// <summary>Postfix takes fifty from one client.</summary>
    private const int Connections = 48;

    private const int Mails = 20_000;

    /// <summary>For its first ten seconds of work, the runtime compiles beside it what it sees run often.</summary>
    private const int WarmUps = 4;

    /// <summary>Of a mail of ours about one release, octets.</summary>
    private const int Length = 7_000;

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var (source, nodemailer, ours, toSource, toNodemailer) = (new Series(), new Series(), new Series(), new Series(), new Series());
        using var data = new TemporaryFolder();
        await using var sink = await SmtpSink.StartAsync(keeps: false, []);
        await using var app = await StartAsync(data.Path, sink, cancellationToken);
        using var client = new HttpClient { BaseAddress = app.Services.GetRequiredService<ServiceAddresses>().Loopback() };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data.Path, "admin.key"), cancellationToken)).Trim());
        for (var round = -WarmUps; round < options.Rounds; round++)
        {
            var (a, b, c) = (await SourceAsync(sink, cancellationToken), await NodemailerAsync(sink, cancellationToken), await OursAsync(app.Services, client, round, cancellationToken));
            if (round >= 0)
            {
                source.Add(a);
                nodemailer.Add(b);
                ours.Add(c);
                toSource.Add(c / a);
                toNodemailer.Add(c / b);
            }
        }

        var table = new Table("mails/s, a durable row each", "smtp-source mails/s", "nodemailer mails/s", "÷ smtp-source", "÷ nodemailer");
        table.Add(ours.Text(), source.Text(), nodemailer.Text(), toSource.Text(2), toNodemailer.Text(2));
        await app.StopAsync(cancellationToken);
        await table.WriteAsync(output, $"B6 mails: {Mails} over {Connections} connections to smtp-sink");
    }

    private static async Task<double> SourceAsync(SmtpSink sink, CancellationToken cancellationToken)
    {
        var start = Stopwatch.StartNew();
        await RunAsync("/usr/sbin/smtp-source", ["-s", $"{Connections}", "-m", $"{Mails}", "-l", $"{Length}", "-d", $"127.0.0.1:{sink.Port}"], cancellationToken);
        return Mails / start.Elapsed.TotalSeconds;
    }

    private static async Task<double> NodemailerAsync(SmtpSink sink, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "nodemailer");
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "nodemailer")))
        {
            await RunAsync("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "nodemailer@10.6.1"], cancellationToken);
        }

        var script = Path.Combine(folder, "send.js");
        await File.WriteAllTextAsync(script, $$"""
            const transport = require('nodemailer').createTransport({ host: '127.0.0.1', port: {{sink.Port}}, pool: true, maxConnections: {{Connections}}, maxMessages: 200, ignoreTLS: true });
            const text = 'The ferry is back. '.repeat({{Length / 40}}), html = '<p>' + text + '</p>';
            const start = process.hrtime.bigint();
            let left = {{Mails}};
            for (let i = 0; i < {{Mails}}; i++)
              transport.sendMail({ from: 'Lake Office <news@lake.example>', to: `reader${i}@example.org`, subject: 'The ferry is back', text, html }, error => {
                if (error) { console.error(error); process.exit(1); }
                if (--left === 0) { console.log(Number(process.hrtime.bigint() - start) / 1e9); transport.close(); }
              });
            """, cancellationToken);
        return Mails / double.Parse(await RunAsync("node", [script], cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task<WebApplication> StartAsync(string data, SmtpSink sink, CancellationToken cancellationToken)
    {
        string[] settings =
        [
            "--urls=http://127.0.0.1:0", $"--Storage:Path={data}", "--Mail:From=Lake Office <news@lake.example>", $"--Mail:Uri={sink.Uri}",
            $"--Mail:Connections={Connections}", "--Digest:ImmediatePerDay=1000", "--Logging:LogLevel:Default=Error",
        ];
        var app = ServiceHost.Build(settings, new IngestionModule(), new DigestModule(), new ControlModule());
        await app.StartAsync(cancellationToken);
        await SubscribeAsync(app.Services, cancellationToken);
        return app;
    }

    /// <summary>Mails a second, from the first mail that goes to the last that is settled.</summary>
    private static async Task<double> OursAsync(IServiceProvider services, HttpClient client, int round, CancellationToken cancellationToken)
    {
        var hold = await (await client.PostAsJsonAsync("/api/hold", new { channel = "mail", reason = "Until all are planned." }, cancellationToken)).Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        var holds = services.GetRequiredService<Hosting.Sending.HoldWatcher>();
        await Eventually.HoldsAsync(() => Task.FromResult(holds.HasAnswer && holds.IsHeld("mail")));
        using var posted = await client.PostAsJsonAsync("/api/releases", new { headline = $"The ferry is back, {round}", language = "en", source = "lake-office", bodyText = string.Join(' ', Enumerable.Repeat("The ferry is back.", 20)) }, cancellationToken);
        posted.EnsureSuccessStatusCode();
        var (planner, mails) = (services.GetRequiredService<Planner>(), services.GetRequiredService<MailStore>());
        await Eventually.HoldsAsync(async () => await mails.CountDueAsync(cancellationToken) > 0 && await planner.CountOpenAsync(cancellationToken) == 0);

        using var answers = new Answers(Mails);
        using var lifted = await client.DeleteAsync(new Uri($"/api/hold/{hold!["id"]}", UriKind.Relative), cancellationToken);
        return await answers.RateAsync(cancellationToken);
    }

    private static async Task SubscribeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (hashes, store) = (services.GetRequiredService<AddressHash>(), services.GetRequiredService<SubscriptionStore>());
        var wishes = new Preferences { Languages = ["en"], Cadence = Cadence.Immediate };
        var now = DateTimeOffset.UtcNow;
        var all = Enumerable.Range(0, Mails).Select(number => EmailAddress.Parse($"reader{number}@example.org")!).Select(address => new Subscription
        {
            Id = Guid.CreateVersion7().ToString(),
            Address = address.ToString(),
            AddressHash = hashes.Of(address),
            Preferences = wishes,
            CreatedAt = now,
            ChangedAt = now.ToUnixTimeMilliseconds(),
        }.Started(wishes, 0, 0, now));
        foreach (var some in all.Chunk(500))
        {
            await store.AddAsync(some, cancellationToken);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new BenchmarkException($"{program} can't be started.");
        var (text, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? (await text).Trim() : throw new BenchmarkException($"{program} failed: {await error}");
    }
}
