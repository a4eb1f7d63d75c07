using Syndication.AckEarly;
using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Ingestion;
using Syndication.Newsroom.Keys;
using Syndication.Search;

await ServiceHost.Build(args, new IngestionModule(), new FeedsModule(), new SearchModule(), new KeysModule(), new EarlyAcknowledgement()).RunAsync();
