#pragma once

#include "models/collection/source.h"

#include <vector>

namespace gatehouse::collection {

/// How a list of rows is changed, in ranges: by a model, between its begin and end signals.
class RowEditor
{
public:
    virtual ~RowEditor() = default;
    virtual void insertRows(int at, std::vector<Row> rows) = 0;
    virtual void removeRows(int first, int count) = 0;
    /// As many rows with the same keys and other cells.
    virtual void replaceRows(int first, std::vector<Row> rows) = 0;
};

/// Index of the first row at or below the key; the size when there is none.
int firstAtOrBelow(const std::vector<Row> &rows, const RowKey &key, const Sort &sort = {});
/// Index of the first row below the key.
int firstBelow(const std::vector<Row> &rows, const RowKey &key, const Sort &sort = {});

/// Brings rows[first, end) to what `fresh` holds, in as few edits as there are ranges: rows are the
/// same when their keys are. Both are in that order. `rows` is the list that the editor edits.
void mergeRows(const std::vector<Row> &rows, int first, int end, const std::vector<Row> &fresh,
               RowEditor &editor, const Sort &sort = {});

} // namespace gatehouse::collection
