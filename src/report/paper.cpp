#include "imis/report/paper.hpp"

#include <algorithm>

#include "imis/base/ascii.hpp"
#include "imis/base/json_fields.hpp"
#include "imis/metrics/grouping.hpp"
#include "imis/metrics/metric.hpp"

namespace imis {
namespace {

constexpr int paper_schema = 1;

enum class Unit { percent, fraction };
constexpr Words<Unit, 2> unit_words = {{{Unit::percent, "percent"}, {Unit::fraction, "fraction"}}};

PublishedFigure figure_from(const JsonFields& json) {
    json.check_known({"group", "prompt", "rounds", "system", "value"});
    PublishedFigure figure{json.get_or<std::string>("group", "all"), json.get<std::string>("prompt"),
                           json.get_or("rounds", 1), json.get<std::string>("system"), json.get<double>("value")};
    if (figure.rounds < 1) json.fail("rounds", "must be 1 or more");
    return figure;
}

void check_metric(const JsonFields& json) {
    const auto name = json.get<std::string>("metric");
    const std::vector<std::string> known = names_of(all_metrics());
    if (std::ranges::find(known, name) == known.end()) {
        json.fail("metric", "is '" + name + "', but must be one of " + joined(known));
    }
}

void check_grouping(const JsonFields& json) {
    const auto name = json.get<std::string>("by");
    std::vector<std::string> known = {"overall"};
    for (const Grouping& grouping : standard_groupings()) known.emplace_back(grouping.name);
    if (std::ranges::find(known, name) == known.end()) {
        json.fail("by", "is '" + name + "', but must be one of " + joined(known));
    }
}

PublishedTable table_from(const JsonFields& json, const std::string& reference) {
    json.check_known({"title", "source", "metric", "unit", "by", "reference", "figures"});
    check_metric(json);
    check_grouping(json);
    PublishedTable table;
    table.title = json.get<std::string>("title");
    table.source = json.get<std::string>("source");
    table.metric = json.get<std::string>("metric");
    table.percent = json.choice("unit", unit_words) == Unit::percent;
    table.by = json.get<std::string>("by");
    table.reference = json.get_or("reference", reference);
    for (const JsonFields& figure : json.at("figures").elements()) table.figures.push_back(figure_from(figure));
    if (table.figures.empty()) json.fail("figures", "is empty");
    return table;
}

std::string statement_from(const JsonFields& json) {
    json.check_known({"text", "source"});
    return json.get<std::string>("text") + " (" + json.get<std::string>("source") + ")";
}

}  // namespace

Paper read_paper(const std::filesystem::path& file) {
    const JsonFields json = JsonFields::read(file, {"", "docs/paper.md describes the file"});
    const int schema = json.get<int>("schema");
    if (schema != paper_schema) {
        json.fail("schema", "is " + std::to_string(schema) + ", but this version of imis reads schema " +
                                std::to_string(paper_schema));
    }
    json.check_known({"schema", "title", "source", "reference", "groups", "systems", "tables", "statements"});
    using Names = std::map<std::string, std::vector<std::string>>;
    Paper paper;
    paper.title = json.get<std::string>("title") + ", " + json.get<std::string>("source");
    paper.groups = json.get_or("groups", Names{});
    paper.systems = json.get_or("systems", Names{});
    const auto reference = json.get<std::string>("reference");
    for (const JsonFields& table : json.at("tables").elements()) paper.tables.push_back(table_from(table, reference));
    if (json.has("statements")) {
        for (const JsonFields& statement : json.at("statements").elements()) {
            paper.statements.push_back(statement_from(statement));
        }
    }
    return paper;
}

}  // namespace imis
