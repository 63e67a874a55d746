#pragma once

#include "models/completion/source.h"

#include <QAbstractListModel>
#include <QTimeZone>
#include <QTimer>

#include <memory>

namespace gatehouse::completion {

/// The values of one field that contain what is typed. Reads when typing pauses; what is no longer
/// wanted is cancelled where it runs, and its answer never shown. What was there stays until the
/// new is.
class ValueModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ValueRole = Qt::UserRole, RowsRole };

    /// `others`: the other chips of the filter.
    ValueModel(std::shared_ptr<ValueSource> source, QString field, collection::Filter others,
               QObject *parent = nullptr);
    ~ValueModel() override;

    /// Reads at once.
    void read();
    /// What is typed; reads when nothing more is typed for a moment.
    void setText(const QString &text);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// So many rows have that value; nothing when it is not among those shown.
    std::optional<qint64> rowsOf(const QString &value) const;
    /// Nothing before the first.
    const std::optional<ValueAnswer> &answer() const { return m_answer; }
    /// Of the last read that failed; nothing after a success.
    const std::optional<Error> &error() const { return m_error; }

    static constexpr std::chrono::milliseconds typingPause{120};

signals:
    /// An answer or a failure has come.
    void answered();

private:
    void take(const Result<ValueAnswer> &answer);

    const std::shared_ptr<ValueSource> m_source;
    ValueRequest m_request;
    QFuture<Result<ValueAnswer>> m_future;
    QTimer m_pause;
    int m_generation = 0; ///< answers of another one are not waited for any more
    std::optional<ValueAnswer> m_answer;
    std::optional<Error> m_error;
};

/// What the counts are of: "Of all rows", "Of the newest 10,000", "Since 27/10/2026 14:00, by the
/// hour".
QString basisText(const ValueAnswer &answer, const QTimeZone &zone);

} // namespace gatehouse::completion
