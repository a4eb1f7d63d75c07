using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Storage.Sqlite;
using Syndication.Text;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Planning;
using Syndication.Webhooks.Pulling;

namespace Syndication.Webhooks.Tests;

/// <summary>
/// Lives of a release, their facts in every order, each some times over, with some of what was planned sent in between:
/// whatever happened, everybody's last word is right in the end.
/// </summary>
public sealed class PlanTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = ["everything", "created only", "spanish", "other topic", "thin french"];

    private readonly TemporaryFolder _folder = new();
    private SqliteDocumentStore _store = null!;
    private ReleaseProjection _projection = null!;
    private EndpointStore _endpoints = null!;
    private BatchStore _batches = null!;
    private FanOut _fanOut = null!;
    private WebhookEndpoint[] _all = [];

    public async ValueTask InitializeAsync()
    {
        _store = SqliteDocumentStore.Open(_folder["webhooks.db"]);
        _projection = new ReleaseProjection(_store, ReleaseIndexes.None);
        _endpoints = new EndpointStore(_store, TimeProvider.System);
        _batches = new BatchStore(_store);
        _fanOut = Process();
        _all =
        [
            Endpoint(0, new Selection()),
            Endpoint(1, new Selection(), EventTypes.Created),
            Endpoint(2, new Selection { Languages = ["es"] }),
            Endpoint(3, new Selection { Topics = ["sport"] }),
            Endpoint(4, new Selection { Languages = ["fr"], Topics = ["health"] }) with { Payload = PayloadForm.Thin },
        ];
        foreach (var endpoint in _all)
        {
            await _endpoints.AddAsync(endpoint, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>v: a version of the original (c corrects, m is minor); t: a translation; r: retracted; b: brought back.</summary>
    public static TheoryData<string> Lives =>
    [
        "v1", "v1 m2", "v1 c2", "v1 c2 m3", "v1 m2 c3", "v1 t1.1 c2 t2.1", "v1 t1.1 t1.2c", "v1 r2", "v1 t1.1 r2", "v1 c2 r3", "v1 r2 b3", "v1 t1.1 r2 b3 c4", "v1 c2 r3 b4 r5", "v1 t1.1 t1.2w", "v1 t1.1 t1.2w r2",
    ];

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task Everybodys_last_word_is_right_whatever_came_first_and_however_often(string life)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random((seed * 7_919) + life.Length);
            var release = Guid.NewGuid();
            var facts = Facts(life, release);
            var order = seed == 0 ? facts : [.. facts.Concat(facts.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())];
            foreach (var fact in order)
            {
                await _projection.ApplyAsync(fact, CancellationToken.None);
                await _fanOut.PlanAsync(fact, null, CancellationToken.None);
                await SendSomeAsync(release, random);
            }

            // All that the log has is planned once more, as after a crash; or not.
            foreach (var fact in facts.Where(_ => seed % 2 == 1))
            {
                await _fanOut.PlanAsync(fact, null, CancellationToken.None);
            }

            await CheckAsync(release, (await _projection.Rows.GetAsync(release.ToString()))!, $"{life} by seed {seed}: {string.Join(' ', order.Select(fact => $"{fact.Sequence - facts[0].Sequence}"))}");
        }
    }

    [Fact]
    public async Task In_their_order_and_all_sent_everybody_is_told_just_what_it_asked_for()
    {
        var release = Guid.NewGuid();
        foreach (var fact in Facts("v1 t1.1 m2 c3 t3.1c r4", release))
        {
            await _projection.ApplyAsync(fact, CancellationToken.None);
            await _fanOut.PlanAsync(fact, null, CancellationToken.None);
            await SendSomeAsync(release, null);
        }

        Assert.Equal(["created fr1", "translated es1.1", "updated fr2", "updated fr3", "translated es3.1", "retracted fr4"], await ToldAsync(release, 0));
        Assert.Equal(["created fr1", "updated fr3", "retracted fr4"], await ToldAsync(release, 1));
        Assert.Equal(["translated es1.1", "updated fr3", "translated es3.1", "retracted fr4"], await ToldAsync(release, 2));
        Assert.Empty(await ToldAsync(release, 3));
        Assert.Equal(["created fr1", "updated fr2", "updated fr3", "retracted fr4"], await ToldAsync(release, 4));
    }

    [Fact]
    public async Task Two_processes_that_plan_the_same_at_once_plan_it_once()
    {
        for (var i = 5; i < 300; i++)
        {
            await _endpoints.AddAsync(Endpoint(i, new Selection()), CancellationToken.None);
        }

        var other = Process();
        var release = Guid.NewGuid();
        var fact = Facts("v1", release)[0];
        await _projection.ApplyAsync(fact, CancellationToken.None);
        await Task.WhenAll(_fanOut.PlanAsync(fact, null, CancellationToken.None), other.PlanAsync(fact, null, CancellationToken.None));

        var told = (await BatchesAsync(release)).SelectMany(batch => batch.Endpoints).ToList();
        Assert.Equal(298, told.Count);
        Assert.Equal(298, told.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task Processes_that_plan_one_fact_each_at_once_leave_nobody_with_what_is_wrong(string life)
    {
        var random = new Random(life.Length);
        for (var round = 0; round < 15; round++)
        {
            var release = Guid.NewGuid();
            var facts = Facts(life, release);
            using var planned = new CancellationTokenSource();
            var sending = Task.Run(async () =>
            {
                while (!planned.IsCancellationRequested)
                {
                    await SendSomeAsync(release, random);
                }
            });
            await Task.WhenAll(facts.Select(fact => Task.Run(async () =>
            {
                await _projection.ApplyAsync(fact, CancellationToken.None);
                await Process().PlanAsync(fact, null, CancellationToken.None);
            })));
            await planned.CancelAsync();
            await sending;

            await CheckAsync(release, (await _projection.Rows.GetAsync(release.ToString()))!, $"{life} in round {round}");
        }
    }

    private FanOut Process() =>
        new(_projection, _endpoints, new MessageStore(_store), _batches, new ArrivalStore(_store), new ReleaseTurns(_store, TimeProvider.System), new Bell<DeliveryLoop>(), Options.Create(new SyndicationOptions { PublicUrl = "https://press.example" }));

    private async Task CheckAsync(Guid release, ProjectedRelease row, string what)
    {
        var batches = await BatchesAsync(release);
        Assert.All(batches.GroupBy(batch => batch.Id), group => Assert.Single(group));
        for (var i = 0; i < _all.Length; i++)
        {
            var mine = batches.Where(batch => batch.IndexOf(_all[i].Id) >= 0).Select(batch => (Batch: batch, Recipient: batch.Recipients[batch.IndexOf(_all[i].Id)])).ToList();
            var told = mine.Where(entry => entry.Recipient.State is RecipientState.Sent or RecipientState.Open).ToList();
            var sent = mine.Where(entry => entry.Recipient.State == RecipientState.Sent).ToList();
            var name = $"{Names[i]}, {what}: {string.Join(", ", mine.Select(entry => $"{entry.Batch.Type} {entry.Batch.Language}{entry.Batch.Pair} {entry.Recipient.State}"))}";
            Assert.True(mine.Select(entry => entry.Batch.Message).Distinct().Count() == mine.Count, $"An event twice: {name}");
            Assert.True(told.Select(entry => (entry.Batch.Language, entry.Batch.Pair)).Distinct().Count() == told.Count, $"A text twice: {name}");
            if (i == 3)
            {
                Assert.True(mine.Count == 0, $"Told of what it does not want: {name}");
                continue;
            }

            if (row.Retraction is not null)
            {
                Assert.True(sent.All(entry => entry.Batch.Type == EventTypes.Retracted) || told.Any(entry => entry.Batch.Type == EventTypes.Retracted && entry.Batch.Version == row.Original!.Version), $"Not told of the retraction: {name}");
                Assert.True(!told.Any(entry => entry.Recipient.State == RecipientState.Open && entry.Batch.Type != EventTypes.Retracted), $"To be sent although retracted: {name}");
                continue;
            }

            // Nothing older goes after something newer, and whoever has something wrong is told what is right.
            foreach (var language in told.Select(entry => entry.Batch.Language).Distinct())
            {
                var newest = told.Where(entry => entry.Batch.Language == language).Max(entry => entry.Batch.Pair);
                var own = row.Edition(language!) ?? row.Translations.First(text => text.Language == language);
                var wrongBefore = own.History.Concat(row.Original!.History)
                    .Where(entry => entry.Language == (own.SourceVersion is null ? null : language) && ReleaseEvent.IsSignificant(entry))
                    .Select(entry => (entry.Version, entry.Revision ?? 0)).DefaultIfEmpty((0, 0)).Max();
                Assert.True(newest.CompareTo(wrongBefore) >= 0, $"Left with what is wrong in {language}: {name}");
                Assert.True(!told.Any(entry => entry.Batch.Language == language && entry.Recipient.State == RecipientState.Open && entry.Batch.Pair.CompareTo(wrongBefore) < 0), $"Something wrong is to be sent in {language}: {name}");
            }

            if (i == 0)
            {
                Assert.True(told.Where(entry => entry.Batch.Language == "fr").Max(entry => entry.Batch.Version) == row.Original!.Version, $"Not told of the newest: {name}");
            }

            if (i is 1 or 4)
            {
                Assert.True(told.Any(entry => entry.Batch.Language == "fr"), $"Not told at all: {name}");
            }
        }
    }

    /// <summary>As if some of what is to be sent had been; all of it where no dice are given.</summary>
    private async Task SendSomeAsync(Guid release, Random? random)
    {
        foreach (var batch in await BatchesAsync(release))
        {
            if (random?.Next(2) == 0 || batch.Recipients.All(recipient => recipient.State != RecipientState.Open))
            {
                continue;
            }

            await _batches.ChangeAsync(
                batch.Id,
                known => known.With([.. known.Recipients.Select(recipient => recipient.State == RecipientState.Open && random?.Next(2) != 0
                    ? recipient.With(new Attempt(1, 1, 200)) with { State = RecipientState.Sent, DueAt = null }
                    : recipient)]),
                CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<DeliveryBatch>> BatchesAsync(Guid release) => (await _batches.OfReleaseAsync(release.ToString(), 1_000, null, CancellationToken.None)).Items;

    private async Task<IReadOnlyList<string>> ToldAsync(Guid release, int endpoint) =>
    [
        .. (await BatchesAsync(release)).Where(batch => batch.IndexOf(_all[endpoint].Id) >= 0)
            .Select(batch => $"{batch.Type["release.".Length..]} {batch.Language}{batch.Version}{(batch.Revision is { } revision ? $".{revision}" : "")}"),
    ];

    private static WebhookEndpoint Endpoint(int number, Selection selection, params string[] events) => new()
    {
        Id = Guid.CreateVersion7().ToString(),
        Owner = $"{number}",
        Kind = EndpointKind.Push,
        State = EndpointState.Active,
        Url = "https://partner.example/hook",
        Contact = "press@partner.example",
        Selection = selection,
        Events = events.Length == 0 ? EventTypes.OfReleases : events,
    };

    private static List<ReleaseFact> Facts(string life, Guid id)
    {
        var (facts, history) = (new List<ReleaseFact>(), new List<HistoryEntry>());
        var sequence = 1_000L;
        foreach (var word in life.Split(' '))
        {
            sequence++;
            var at = Noon.AddMinutes(sequence);
            Release Text(string language) => new()
            {
                Id = id,
                Version = history.Where(entry => entry.Language is null).Max(entry => entry.Version),
                Language = language,
                Headline = $"{language} {word}",
                History = [.. history],
                Topics = ["health"],
                RecordedAt = at,
                UpdatedAt = at,
            };

            var numbers = word[1..].TrimEnd('c', 'w').Split('.').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            if (word[0] == 't')
            {
                history.Add(new HistoryEntry(numbers[0], at, word.EndsWith('c') ? Significance.Correction : Significance.Initial, null, "es", numbers[1]));
                var state = word.EndsWith('w') ? TranslationState.Withdrawn : TranslationState.Current;
                facts.Add(new ReleaseTranslated { EventId = Guid.NewGuid(), Sequence = sequence, At = at, Release = Text("es") with { Origin = Origin.Machine, SourceVersion = numbers[0], Revision = numbers[1], Translation = new TranslationInfo(state, "test", at) } });
                continue;
            }

            history.Add(new HistoryEntry(numbers[0], at, word[0] switch { 'v' => Significance.Initial, 'm' => Significance.Minor, 'c' => Significance.Correction, 'r' => Significance.Retraction, _ => Significance.Reinstatement }));
            var release = Text("fr") with { Version = numbers[0] };
            facts.Add(word[0] switch
            {
                'v' => new ReleaseCreated { EventId = Guid.NewGuid(), Sequence = sequence, At = at, Release = release },
                'r' => new ReleaseRetracted { EventId = Guid.NewGuid(), Sequence = sequence, At = at, Release = release with { Retraction = new Retraction(RetractionKind.Withdrawal, at, null) } },
                _ => new ReleaseUpdated { EventId = Guid.NewGuid(), Sequence = sequence, At = at, Release = release },
            });
        }

        return facts;
    }
}
