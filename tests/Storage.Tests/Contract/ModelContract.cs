using FsCheck;
using FsCheck.Fluent;

namespace Syndication.Storage.Tests.Contract;

public abstract class ModelContract : StoreContract
{
    private static readonly string[] Tags = ["x", "y", "z"];

    [Fact]
    public void Any_sequence_of_operations_answers_as_the_model_does()
    {
        var step = Gen.Choose(0, 59).ArrayOf(8);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(step.ArrayOf(40).ToArbitrary(), steps => CompareAsync(steps).GetAwaiter().GetResult()));
    }

    private async Task CompareAsync(int[][] steps)
    {
        var notes = Store.Collection(new CollectionDefinition<Note>($"model-{Guid.NewGuid():N}", note => note.Id)
            .Unique("key", note => note.Key)
            .Index("rank", note => note.Rank)
            .Index("group", note => note.Group, note => note.Rank)
            .Index("tags", note => note.Tags, note => note.Rank)
            .Partial("ranked", note => note.Rank)
            .Partial("ranked-tags", note => note.Tags, note => note.Rank));
        var model = new ModelStore();
        foreach (var step in steps)
        {
            await CompareStepAsync(notes, model, step);
        }

        Assert.Equivalent(model.All.ToList(), (await notes.QueryAsync(new Query<Note>("id").Take(100), Cancel)).Items, strict: true);
    }

    private static async Task CompareStepAsync(IDocumentCollection<Note> notes, ModelStore model, int[] step)
    {
        var note = NoteOf(step);
        long? ifRank = step[6] % 2 == 0 ? null : step[6] % 3;
        var condition = ifRank is null ? null : Query.If<Note>(stored => stored.Rank, Comparison.Equal, ifRank);
        switch (step[0] % 8)
        {
            case 0 or 1:
                Assert.Equal(model.Insert(note), await notes.InsertAsync(note, Cancel));
                break;
            case 2:
                Assert.Equal(model.Replace(note, ifRank), await notes.ReplaceAsync(note, condition, Cancel));
                break;
            case 3 or 4:
                Assert.Equal(model.Upsert(note, ifRank), await notes.UpsertAsync(note, condition, Cancel));
                break;
            case 5:
                Assert.Equal(model.Delete(note.Id, ifRank), await notes.DeleteAsync(note.Id, condition, Cancel));
                break;
            case 6:
                Assert.Equivalent(model.Get(note.Id), await notes.GetAsync(note.Id, Cancel), strict: true);
                break;
            default:
                await ComparePagesAsync(notes, model, step, note);
                break;
        }
    }

    private static async Task ComparePagesAsync(IDocumentCollection<Note> notes, ModelStore model, int[] step, Note like)
    {
        var (query, filter) = (step[1] % 6) switch
        {
            0 => (new Query<Note>("rank"), (Func<Note, bool>)(_ => true)),
            1 => (new Query<Note>("group").Where(note => note.Group, like.Group), note => note.Group == like.Group),
            2 => (new Query<Note>("tags").Where(note => note.Tags, "x").Where(note => note.Rank, Comparison.AtLeast, 1), note => note.Tags.Contains("x") && note.Rank >= 1),
            3 => (new Query<Note>("ranked-tags").Where(note => note.Tags, "y").Where(note => note.Rank, Comparison.Greater, 0), note => note.Tags.Contains("y") && note.Rank > 0),
            4 => (new Query<Note>("ranked").Where(note => note.Rank, Comparison.AtLeast, 1).Where(note => note.Rank, Comparison.Less, 3), note => note.Rank is 1 or 2),
            _ => (new Query<Note>("tags").Where(note => note.Tags, "y").Where(note => note.Group, Comparison.NotEqual, like.Group), note => note.Tags.Contains("y") && note.Group != like.Group),
        };
        var isDescending = step[2] % 2 == 0;
        query = (isDescending ? query.Descending() : query).Take(1 + step[3] % 4);
        var expected = model.Ordered(filter, isDescending).ToList();
        Assert.Equal(expected.Count, await notes.CountAsync(query, Cancel));
        var ids = new List<Note>();
        string? next = null;
        do
        {
            var page = await notes.QueryAsync(query.After(next), Cancel);
            ids.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(Ids(expected), Ids(ids));
    }

    private static Note NoteOf(int[] step) =>
        Note.Of($"n{step[1] % 6}", step[2] % 4 == 3 ? null : step[2] % 4, step[3] % 3 == 2 ? null : $"g{step[3] % 3}", [.. Tags.Where((_, i) => (step[4] >> i) % 2 == 1)])
            with
        { Key = $"k{step[5] % 8}" };
}
