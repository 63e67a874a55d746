#include "ui/pages/tabs/payloadtab.h"

#include "ui/collection/maskedstrip.h"
#include "ui/pages/tabs/maskeddocument.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/payloadview.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

PayloadTab::PayloadTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Keep, parent)
    , m_reader(std::move(reader))
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
    return tr("Payload");
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
        if (!payload.diagnosis.isEmpty())
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
    if (!m_payload.body) {
        m_view->setPlaceholder(tr("The body was not kept: of a flood of refused requests only the "
                                  "first ones keep theirs."));
        return;
    }
    const QByteArray document = m_reveal
        ? withRevealed("body", *m_payload.body, m_reveal->fieldsOf(m_event))
        : *m_payload.body;
    m_view->setPayload(document);
    m_strip->setFields(m_event, maskedFieldsOf("body", document));
}

} // namespace gatehouse::ui
