using System.Text.RegularExpressions;
using MongoDB.Driver;

namespace Syndication.Storage.MongoDb;

/// <summary>Says what the driver's exceptions mean for the port.</summary>
internal static partial class MongoErrors
{
    public static async Task<TResult> GuardAsync<TResult>(Func<Task<TResult>> operation)
    {
        try
        {
            return await operation();
        }
        catch (Exception error) when (error is MongoException or TimeoutException)
        {
            throw Describe(error);
        }
    }

    /// <summary>As <see cref="GuardAsync{TResult}"/>, and false where the id or a unique value is taken.</summary>
    public static async Task<bool> FalseIfTakenAsync(Func<Task<bool>> operation)
    {
        try
        {
            return await operation();
        }
        catch (MongoWriteException error) when (error.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return false;
        }
        catch (Exception error) when (error is MongoException or TimeoutException)
        {
            throw Describe(error);
        }
    }

    public static StoreException Describe(Exception error) => new(
        error switch
        {
            TimeoutException => $"MongoDB does not answer: {Cause(error.Message)}",
            MongoAuthenticationException => $"MongoDB refused the account: {error.Message}",
            MongoConnectionException => $"The connection to MongoDB failed: {error.Message}",
            _ => $"MongoDB: {error.Message}",
        },
        error);

    /// <summary>A timeout's message tells the whole state of the cluster, stack traces included; the last cause in it is what helps.</summary>
    private static string Cause(string message) =>
        InnerException().Matches(message) is [.., var last] ? last.Groups["message"].Value : message.Split('\n')[0];

    [GeneratedRegex(@"---> [\w.]+Exception[^:\n]*: (?<message>[^\r\n]+)", RegexOptions.CultureInvariant)]
    private static partial Regex InnerException();
}
