using Syndication.Hosting;
using Syndication.Ingestion;

await ServiceHost.Build(args, new IngestionModule()).RunAsync();
