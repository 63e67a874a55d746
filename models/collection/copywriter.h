#pragma once

#include "models/collection/exporttext.h"
#include "services/postgres/session.h"
#include "services/privacy/masker.h"

#include <cstdint>
#include <vector>

namespace gatehouse::collection {

/// The columns of a COPY as they are exported.
struct CopyLayout
{
    QStringList names; ///< of those that are written, which come first
    std::vector<std::uint32_t> types; ///< Postgres's, of all
    qsizetype body = -1; ///< the column that is a request's body; -1: none is
    QStringList ownerColumns; ///< behind those that are written; see ExportQuery
};

/// Rows of a COPY as they are exported, masked as the policy says: the same text that RowWriter
/// makes of the same row, but for times, which are all to the microsecond. Without a QVariant on
/// the way. A body is its text, or "\x" and hex digits where it is none.
class CopyWriter
{
public:
    CopyWriter(CopyLayout layout, ExportFormat format, privacy::Masker masker);

    void append(std::span<const postgres::CopyField> row, std::string &out);

private:
    using Add = void (CopyWriter::*)(std::size_t column, std::string_view bytes);
    static Add writerOf(std::uint32_t type);

    template <typename Integer>
    void addInteger(std::size_t column, std::string_view bytes);
    void addBoolean(std::size_t column, std::string_view bytes);
    void addTime(std::size_t column, std::string_view bytes);
    void addBytes(std::size_t column, std::string_view bytes);
    void addBody(std::size_t column, std::string_view bytes);
    void addText(std::size_t column, std::string_view bytes);
    void addUuid(std::size_t column, std::string_view bytes);
    void addJsonb(std::size_t column, std::string_view bytes);
    void addOther(std::size_t column, std::string_view bytes);
    void readOwner(std::span<const postgres::CopyField> row);

    CopyLayout m_layout;
    ExportText m_text;
    privacy::Masker m_masker;
    std::vector<Add> m_writers;
    std::vector<std::string> m_paths; ///< as masking rules know the columns
    privacy::Owner m_owner; ///< of the row
};

} // namespace gatehouse::collection
