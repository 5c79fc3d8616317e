#pragma once

#include "core/io/json_locate.h"
#include "core/io/json_source.h"
#include "core/plan/suite.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trilane {

/// A `trilane.suite` file whose structure is sound. It holds the text and where each case stands in
/// it; cases are read when they are asked for, so that a long suite takes little memory and a case
/// that is wrong spoils no other.
class SuiteFile {
public:
    /// Reads the file at `path` ("-": the standard input). Throws InputError where it is no JSON,
    /// another format or version, `cases` is no array or `defaults` is wrong.
    static SuiteFile read(const std::string& path);
    /// The same from its text; `file` is for messages.
    static SuiteFile parse(std::string text, const std::string& file);

    [[nodiscard]] std::size_t size() const { return m_cases.size(); }
    [[nodiscard]] const std::string& file() const { return m_source->file(); }
    /// The name of case `index`, or its JSON pointer where it has none: "/cases/3".
    [[nodiscard]] std::string label(std::size_t index) const;
    /// Case `index` with the defaults filled in. Throws InputError. Safe from several threads.
    [[nodiscard]] SuiteCase readCase(std::size_t index) const;
    /// Throws InputError about what case `index`, or the defaults, hold at `pointer`, which begins
    /// with a key of the case: "/pin_device/0".
    [[noreturn]] void fail(std::size_t index, const std::string& pointer, const std::string& found,
                           const std::string& expected) const;

private:
    struct Place {
        JsonSpan span;
        std::size_t linesBefore = 0;
    };

    explicit SuiteFile(std::unique_ptr<const JsonSource> source);
    [[nodiscard]] std::unique_ptr<const JsonSource> sourceOf(std::size_t index) const;
    void rememberNames();

    std::unique_ptr<const JsonSource> m_source;  ///< without the cases
    std::vector<Place> m_cases;
    std::unordered_map<std::string, std::size_t> m_firstOf;  ///< case by name
};

}  // namespace trilane
