#pragma once

#include "services/privacy/maskingrule.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::privacy {

/// A document with what was masked in it.
struct MaskedDocument
{
    std::string text;
    std::vector<std::string> fields; ///< their JSON pointers, the document's name in front
};

/// What is shown of personal data: one function for the gateway's answers and for what a console
/// reads from Postgres. Pure, so thread-safe. Rules are asked in their order, added ones first; the
/// first that matches counts. What none matches is masked by its look.
class Masker
{
public:
    Masker() = default; ///< masks nothing
    /// Masks by these and then the built-in rules.
    static Masker withRules(std::vector<MaskingRule> added = {});

    bool isOn() const { return m_isOn; }

    /// Whether a rule masks what stands there, of some owner at least; looks do not count.
    bool hides(std::string_view path) const;

    /// Whether a rule masks values like this one, of some owner at least.
    bool hidesValue(std::string_view text) const;

    /// One value: `path` is "/event/actor_email", "/headers/X-Real-IP".
    std::string value(const Owner &owner, std::string_view path, std::string_view text) const;
    /// A JSON document called `name` ("body"; "headers" is a list of names and values, which are
    /// told as /headers/Name). All else in it stays byte for byte as it was. What
    /// is not JSON is masked as a whole, under the path "/body".
    MaskedDocument document(const Owner &owner, std::string_view name, std::string_view json) const;
    /// What may be JSON or any other text: an answer, an error.
    std::string anyText(const Owner &owner, std::string_view name, std::string_view text) const;

private:
    std::string valueAt(const Owner &owner, const Place &place, std::string_view text) const;

    std::vector<MaskingRule> m_added;
    bool m_isOn = false;
};

/// A row of a list, {"source":..., "tenant":..., ...}, as the document "event" of its own owner.
std::string maskedRow(const Masker &masker, std::string_view json);
Owner ownerOfRow(std::string_view json);

/// The pointers of what is masked in a document as it is shown.
std::vector<std::string> maskedFields(std::string_view name, std::string_view json);

/// The scalar at the pointer (of a repeated name the second is "/body/email~#2") as text (a string
/// decoded, else as it is written); nothing when there is none. "/body" is the whole document.
std::optional<std::string> fieldOf(std::string_view name, std::string_view json,
                                   const std::string &pointer);
/// The masked document with these fields as they were: pointer and text.
std::string withFields(std::string_view name, std::string_view json,
                       const std::map<std::string, std::string> &fields);

} // namespace gatehouse::privacy
