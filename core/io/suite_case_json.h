#pragma once

#include "core/io/json_source.h"
#include "core/plan/suite.h"

#include <optional>
#include <string_view>

namespace trilane {

/// The members of a case, those of the suite's defaults where it has none of its own.
class SuiteFields {
public:
    /// @param defaults  empty: none, or the defaults themselves are read
    SuiteFields(JsonObject own, std::optional<JsonObject> defaults)
        : m_own(own), m_defaults(defaults) {}

    [[nodiscard]] std::optional<JsonValue> find(std::string_view key) const;
    [[nodiscard]] std::optional<JsonValue> findOwn(std::string_view key) const {
        return m_own.find(key);
    }
    [[nodiscard]] const JsonObject& own() const { return m_own; }

private:
    JsonObject m_own;
    std::optional<JsonObject> m_defaults;
};

/// The value of a suite's `defaults`. Throws InputError for unknown keys.
[[nodiscard]] JsonObject openSuiteDefaults(const JsonValue& value);

/// Reads all that `fields` hold but checks nothing that a case must hold or that does not go
/// together: what `defaults` are held against. Throws InputError.
[[nodiscard]] SuiteCase readSuiteFields(const SuiteFields& fields);

/// A case. Throws InputError.
[[nodiscard]] SuiteCase readSuiteCase(const JsonValue& value,
                                      const std::optional<JsonObject>& defaults);

}  // namespace trilane
