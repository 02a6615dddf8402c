using Idv.Accuracy;

return await BenchCommand.Create().Parse(args).InvokeAsync();
