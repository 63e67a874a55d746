#include "ui/pages/tabs/payloadtab.h"

#include "ui/collection/maskedstrip.h"
#include "ui/pages/tabs/maskeddocument.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/payloadview.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

PayloadTab::PayloadTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, Which which,
                       QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Keep, parent)
    , m_reader(std::move(reader))
    , m_which(which)
{
    auto *content = new QWidget(this);
    m_strip = new MaskedStrip(content);
    m_view = new widgets::PayloadView(content);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_view, 1);
    setContent(content);
    addAction(m_strip->action());
    m_view->codeView()->addAction(m_strip->action());
    if (which == Which::Raw) // the keys are the same
        addActions(m_view->codeView()->structureActions());
}

void PayloadTab::setReveal(FieldReveal *reveal)
{
    m_reveal = reveal;
    m_strip->setReveal(reveal);
    connect(reveal, &FieldReveal::changed, this, [this] {
        if (m_isShown)
            showPayload();
    });
}

QString PayloadTab::title() const
{
    return m_which == Which::Raw ? tr("Payload") : tr("Canonical");
}

bool PayloadTab::find()
{
    m_view->openFind();
    return true;
}

void PayloadTab::read(const Uuid &id)
{
    wait(m_reader->payload(id), [this, id](const EventPayload &payload) {
        m_event = id;
        m_payload = payload;
        m_isShown = true;
        if (m_which == Which::Raw && !payload.diagnosis.isEmpty())
            warn(tr("Refused"), payload.diagnosis);
        else if (payload.isSealed)
            warn(tr("Sealed at rest"),
                 tr("In the database this body is encrypted, and has no canonical event to search "
                    "in. The gateway opened it; that it was read is in the ledger."));
        showPayload();
    });
}

void PayloadTab::reset()
{
    m_isShown = false;
    m_payload = {};
    m_strip->clear();
    m_view->setPlaceholder({});
}

void PayloadTab::showPayload()
{
    if (m_which == Which::Raw && m_payload.body)
        showDocument("body", *m_payload.body);
    else if (m_which == Which::Canonical && !m_payload.canonical.isEmpty())
        showDocument("canonical", m_payload.canonical.toUtf8());
    else if (m_which == Which::Raw)
        m_view->setPlaceholder(tr("The body was not kept: of a flood of refused requests only the "
                                  "first ones keep theirs."));
    else
        m_view->setPlaceholder(tr("There is no canonical event: it was refused, or the database "
                                  "cannot hold the document. The payload is kept as it was sent."));
}

void PayloadTab::showDocument(const char *name, const QByteArray &shown)
{
    const QByteArray document =
        m_reveal ? withRevealed(name, shown, m_reveal->fieldsOf(m_event)) : shown;
    m_view->setPayload(document);
    m_strip->setFields(m_event, maskedFieldsOf(name, document));
}

} // namespace gatehouse::ui
