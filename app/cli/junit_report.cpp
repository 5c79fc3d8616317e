#include "app/cli/junit_report.h"

#include "core/io/utf8.h"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>
#include <string_view>
#include <utility>

namespace trilane {
namespace {

namespace xml = boost::property_tree::xml_parser;
using Element = boost::property_tree::ptree;

/// Text that XML 1.0 can hold.
std::string xmlText(std::string_view raw) {
    const std::string valid = toValidUtf8(std::string(raw));
    std::string text;
    text.reserve(valid.size());
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const auto byte = static_cast<unsigned char>(valid[i]);
        const std::string_view three = std::string_view(valid).substr(i, 3);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
            text += kReplacementCharacter;
        } else if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {  // U+FFFE, U+FFFF
            text += kReplacementCharacter;
            i += 2;
        } else {
            text += valid[i];
        }
    }
    return text;
}

void setAttribute(Element& element, const char* name, std::string_view value) {
    element.add("<xmlattr>." + std::string(name), xmlText(value));
}

std::string seconds(std::chrono::nanoseconds time) {
    return fmt::format("{:.6f}", std::chrono::duration<double>(time).count());
}

std::string printElement(const std::string& name, const Element& element, int depth) {
    constexpr int kIndent = 2;
    std::ostringstream text;
    const auto settings = xml::xml_writer_make_settings<std::string>(' ', kIndent);
    xml::write_xml_element(text, name, element, depth, settings);
    return std::move(text).str();
}

}  // namespace

JUnitReport::JUnitReport(std::string suite, bool withTiming)
    : m_suite(std::move(suite)), m_withTiming(withTiming) {}

void JUnitReport::add(const CaseResult& result) {
    ++m_tests;
    m_time += result.time;
    Element element;
    setAttribute(element, "classname", m_suite);
    setAttribute(element, "name", result.name);
    if (m_withTiming) setAttribute(element, "time", seconds(result.time));
    if (result.status != CaseStatus::Pass) {
        const bool failed = result.status == CaseStatus::Fail;
        ++(failed ? m_failures : m_errors);
        Element outcome;
        setAttribute(outcome, "message", result.failures.front());
        setAttribute(outcome, "type", failed ? "expectation" : "input");
        outcome.data() = xmlText(fmt::format("{}", fmt::join(result.failures, "\n")));
        element.add_child(failed ? "failure" : "error", outcome);
    }
    m_elements += printElement("testcase", element, 1);
}

std::string JUnitReport::print() const {
    Element suite;
    setAttribute(suite, "name", m_suite);
    setAttribute(suite, "tests", std::to_string(m_tests));
    setAttribute(suite, "failures", std::to_string(m_failures));
    setAttribute(suite, "errors", std::to_string(m_errors));
    setAttribute(suite, "skipped", "0");
    if (m_withTiming) setAttribute(suite, "time", seconds(m_time));
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    std::string open = printElement("testsuite", suite, 0);
    // An element without children closes itself; here its children stand ready as text.
    const std::size_t end = open.rfind("/>");
    return text + open.substr(0, end) + ">\n" + m_elements + "</testsuite>\n";
}

}  // namespace trilane
