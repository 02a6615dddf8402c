using Idv.Api.Contracts;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary>Prints reports for people.</summary>
internal static class ReportPrinter
{
    public static void Print(VerificationContract report)
    {
        var colour = report.Decision switch { "approved" => "green", "declined" => "red", _ => "yellow" };
        AnsiConsole.MarkupLine($"[bold {colour}]{(report.Decision ?? report.State).ToUpperInvariant()}[/]  [grey]{report.Milliseconds.Values.Sum():0} ms[/]");
        if (report.Document is { } document)
        {
            PrintFields(document);
        }

        if (report.Comparison is { } comparison)
        {
            Print(comparison);
        }

        Print(report.Checks);
    }

    public static void Print(FaceComparisonContract comparison) => AnsiConsole.MarkupLine(
        $"{(comparison.Match ? "[bold green]MATCH[/]" : "[bold red]NO MATCH[/]")}  similarity [bold]{comparison.Similarity:0.000}[/], threshold {comparison.Threshold:0.000} (false match rate {comparison.Fmr:g})");

    public static void Print(MrzContract mrz)
    {
        foreach (var line in mrz.Lines)
        {
            AnsiConsole.WriteLine(line);
        }

        AnsiConsole.MarkupLine($"{mrz.Format}, {(mrz.Valid ? "[green]valid[/]" : "[red]not valid[/]")}");
        var table = Table("element", "value");
        foreach (var (name, value) in mrz.Fields)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value ?? ""));
        }

        AnsiConsole.Write(table);
        foreach (var digit in mrz.CheckDigits.Where(digit => !digit.Valid))
        {
            AnsiConsole.MarkupLine($"[red]check digit of {Markup.Escape(digit.Name)}: printed {Markup.Escape(digit.Printed)}, computed {Markup.Escape(digit.Computed)}[/]");
        }

        foreach (var problem in mrz.Problems)
        {
            AnsiConsole.MarkupLine($"[red]{Markup.Escape(problem)}[/]");
        }

        foreach (var repair in mrz.Repaired)
        {
            AnsiConsole.MarkupLine($"[yellow]line {repair.Line}, position {repair.Position}: read {Markup.Escape(repair.Read)}, corrected to {Markup.Escape(repair.Corrected)}[/]");
        }
    }

    public static void Print(DocumentContract document)
    {
        PrintFields(document);
        Print(document.Checks);
    }

    public static void Print(AamvaContract licence)
    {
        AnsiConsole.MarkupLine($"[bold]{Markup.Escape(licence.CardType)}[/] {Markup.Escape(licence.Issuer ?? licence.Iin)}, version {licence.Version}");
        var table = Table("element", "value");
        foreach (var (name, value) in licence.Fields)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value ?? ""));
        }

        AnsiConsole.Write(table);
        foreach (var problem in licence.Problems)
        {
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(problem)}[/]");
        }
    }

    private static void PrintFields(DocumentContract document)
    {
        AnsiConsole.MarkupLine($"[bold]{Markup.Escape(document.Type)}[/] {Markup.Escape(document.IssuingState ?? "")}");
        if (document.Fields.Count == 0)
        {
            return;
        }

        var table = Table("field", "value", "zone", "confidence");
        foreach (var field in document.Fields)
        {
            table.AddRow(Markup.Escape(field.Name), Markup.Escape(field.Value), field.Zone, field.Confidence.ToString("0.00"));
        }

        AnsiConsole.Write(table);
    }

    private static void Print(IReadOnlyList<CheckContract> checks)
    {
        var table = Table("check", "outcome", "score", "threshold", "why");
        foreach (var check in checks)
        {
            var outcome = check.Outcome switch
            {
                CheckOutcomeContract.Pass => "[green]pass[/]",
                CheckOutcomeContract.Fail => "[red]fail[/]",
                _ => "[yellow]unknown[/]",
            };
            table.AddRow(
                check.Code,
                outcome,
                check.Score?.ToString("0.000") ?? "",
                check.Threshold?.ToString("0.000") ?? "",
                Markup.Escape(string.Join(" ", check.Reasons.Select(reason => reason.Message))));
        }

        AnsiConsole.Write(table);
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumns(columns);
        return table;
    }
}
