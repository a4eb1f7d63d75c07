using MongoDB.Driver;

namespace Syndication.Storage.MongoDb;

/// <summary>Says what the driver's exceptions mean for the port.</summary>
internal static class MongoErrors
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
            TimeoutException => $"MongoDB does not answer: {error.Message}",
            MongoAuthenticationException => $"MongoDB refused the account: {error.Message}",
            MongoConnectionException => $"The connection to MongoDB failed: {error.Message}",
            _ => $"MongoDB: {error.Message}",
        },
        error);
}
