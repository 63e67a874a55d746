#include "models/completion/valuemodel.h"

#include "models/collection/celltext.h"
#include "services/core/timesteps.h"
#include "services/core/whendone.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace gatehouse::completion {

ValueModel::ValueModel(std::shared_ptr<ValueSource> source, QString field,
                       collection::Filter others, QObject *parent)
    : QAbstractListModel(parent)
    , m_source(std::move(source))
    , m_request{std::move(field), {}, std::move(others)}
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &ValueModel::read);
}

ValueModel::~ValueModel()
{
    m_future.cancel();
}

void ValueModel::read()
{
    m_pause.stop();
    m_future.cancel();
    m_future = m_source->values(m_request);
    whenDone(m_future, this,
             [this, generation = ++m_generation](const Result<ValueAnswer> &answer) {
                 if (generation == m_generation)
                     take(answer);
             });
}

void ValueModel::setText(const QString &text)
{
    if (m_request.text == text)
        return;
    m_request.text = text;
    m_pause.start();
}

void ValueModel::take(const Result<ValueAnswer> &answer)
{
    m_error = answer ? std::optional<Error>() : answer.error();
    if (answer && m_answer != *answer) {
        beginResetModel();
        m_answer = *answer;
        endResetModel();
    }
    emit answered();
}

int ValueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(m_answer->values.size());
}

QVariant ValueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ValueCount &value = m_answer->values.at(index.row());
    if (role == RowsRole)
        return value.rows ? QVariant(*value.rows) : QVariant();
    return role == ValueRole || role == Qt::DisplayRole ? value.value : QVariant();
}

std::optional<qint64> ValueModel::rowsOf(const QString &value) const
{
    if (!m_answer)
        return std::nullopt;
    const auto found = std::find_if(m_answer->values.begin(), m_answer->values.end(),
                                    [&](const ValueCount &count) { return count.value == value; });
    return found == m_answer->values.end() ? std::optional<qint64>() : found->rows;
}

/// Of what all values are shown, counted or not.
QString withKnown(const QString &counted, const QString &knownFrom)
{
    if (knownFrom == QLatin1String("destinations"))
        return ValueModel::tr("%1, and all destinations").arg(counted);
    if (knownFrom == QLatin1String("routes"))
        return ValueModel::tr("%1, and those of all routes").arg(counted);
    if (knownFrom == QLatin1String("events"))
        return ValueModel::tr("%1, and those of all events").arg(counted);
    return counted;
}

QString basisText(const ValueAnswer &answer, const QTimeZone &zone)
{
    const QLocale locale = collection::displayLocale();
    QString text = ValueModel::tr("Of all rows");
    if (answer.newest)
        text = ValueModel::tr("Of the newest %1").arg(locale.toString(*answer.newest));
    else if (answer.since)
        text = ValueModel::tr("Since %1, by the hour")
                   .arg(locale.toString(toDateTime(*answer.since, zone), QLocale::ShortFormat));
    text = withKnown(text, answer.knownFrom);
    return answer.ignoresChips ? ValueModel::tr("%1; some filters left out").arg(text) : text;
}

} // namespace gatehouse::completion
