#pragma once

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <string>
#include <string_view>

namespace trilane::test {

/// What a JSON Schema (draft 7) says against a document; empty where it is valid.
inline std::string schemaComplaint(const nlohmann::json& document, std::string_view schemaText) {
    using Adapter = valijson::adapters::NlohmannJsonAdapter;
    const nlohmann::json schemaDocument = nlohmann::json::parse(schemaText);
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(Adapter(schemaDocument), schema);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema, Adapter(document), &results)) return {};
    std::string text;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const std::string& part : error.context)
            text += part;
        text += ": " + error.description + "\n";
    }
    return text.empty() ? "invalid" : text;
}

}  // namespace trilane::test
