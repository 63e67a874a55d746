#include "ui/collection/fieldreveal.h"

#include "services/core/whendone.h"
#include "ui/collection/actiondialog.h"
#include "ui/collection/availability.h"
#include "ui/widgets/plaintext.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QListWidget>

namespace gatehouse::ui {

namespace {

constexpr int longestShown = 60;
constexpr int mostRowsSeen = 8;

collection::Action revealAction()
{
    collection::Action action;
    action.id = QStringLiteral("reveal");
    action.title = FieldReveal::tr("Reveal…");
    action.capability = QStringLiteral("reveal");
    action.asksReason = true;
    return action;
}

QListWidget *makeList(const QList<MaskedField> &fields, const QString &chosen)
{
    auto *list = new QListWidget;
    list->setObjectName(QStringLiteral("revealFields"));
    for (const MaskedField &field : fields) {
        const QString text = field.pointer + QStringLiteral("   ") + field.shown.left(longestShown);
        auto *item = new QListWidgetItem(widgets::visibleText(text), list);
        item->setData(Qt::UserRole, field.pointer);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        const bool isChosen = fields.size() == 1 || field.pointer == chosen;
        item->setCheckState(isChosen ? Qt::Checked : Qt::Unchecked);
        if (isChosen)
            list->setCurrentItem(item);
    }
    const int rows = std::clamp(int(fields.size()), 2, mostRowsSeen);
    list->setFixedHeight(rows * std::max(20, list->sizeHintForRow(0)) + 2 * list->frameWidth());
    return list;
}

QStringList checkedOf(const QListWidget &list)
{
    QStringList pointers;
    for (int row = 0; row < list.count(); ++row) {
        if (list.item(row)->checkState() == Qt::Checked)
            pointers += list.item(row)->data(Qt::UserRole).toString();
    }
    return pointers;
}

} // namespace

FieldReveal::FieldReveal(const CollectionServices &services, std::chrono::milliseconds shownFor)
    : m_services(services)
{
    m_end.setSingleShot(true);
    m_end.setInterval(shownFor);
    connect(&m_end, &QTimer::timeout, this, &FieldReveal::forget);
}

FieldReveal::~FieldReveal() = default;

void FieldReveal::setPage(QWidget *page)
{
    setParent(page);
    m_page = page;
}

QString FieldReveal::whyNot() const
{
    return whyUnavailable(revealAction(), RowValues({}, {}), m_services.actor());
}

void FieldReveal::ask(const Uuid &event, const QList<MaskedField> &fields, const QString &chosen)
{
    if (fields.isEmpty() || !whyNot().isEmpty())
        return;
    auto *dialog = new ActionDialog(revealAction(), tr("event's personal data"),
                                    QString::fromStdString(event.toString()),
                                    m_services.environment(), m_page);
    QListWidget *list = makeList(fields, chosen);
    dialog->addField(tr("Fields"), list);
    dialog->addText(tr("They are shown for a minute, or until another row is selected. The ledger "
                       "keeps which fields, and why."));
    dialog->setReady(!checkedOf(*list).isEmpty());
    connect(list, &QListWidget::itemChanged, dialog,
            [dialog, list] { dialog->setReady(!checkedOf(*list).isEmpty()); });
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, list, event] { reveal(event, checkedOf(*list), dialog->reason()); });
    dialog->open();
}

void FieldReveal::reveal(const Uuid &event, const QStringList &pointers, const QString &reason)
{
    const QString path =
        QStringLiteral("events/%1/reveal").arg(QString::fromStdString(event.toString()));
    const QJsonObject wish{{QStringLiteral("reason"), reason},
                           {QStringLiteral("fields"), QJsonArray::fromStringList(pointers)}};
    const auto answered = [this, event, look = m_look](const Result<QJsonObject> &answer) {
        if (!answer)
            emit failed(answer.error());
        else if (look == m_look)
            take(event, answer->value(QLatin1String("fields")).toObject());
    };
    whenDone(m_services.api.post(path, wish), this, answered);
}

void FieldReveal::take(const Uuid &event, const QJsonObject &fields)
{
    if (event != m_event)
        m_fields.clear();
    m_event = event;
    for (auto field = fields.begin(); field != fields.end(); ++field)
        m_fields.insert_or_assign(field.key().toStdString(),
                                  field.value().toString().toStdString());
    m_end.start();
    emit changed();
}

FieldReveal::Fields FieldReveal::fieldsOf(const Uuid &event) const
{
    return event == m_event ? m_fields : Fields();
}

void FieldReveal::forget()
{
    ++m_look;
    m_end.stop();
    if (m_fields.empty())
        return;
    m_fields.clear();
    emit changed();
}

} // namespace gatehouse::ui
