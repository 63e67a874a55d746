#pragma once

#include "ui/collection/fieldreveal.h"

#include <QByteArray>

namespace gatehouse::ui {

/// The document with what was revealed of it. `name` is "body", "canonical" or "headers".
QByteArray withRevealed(const char *name, const QByteArray &shown,
                        const FieldReveal::Fields &fields);

/// What is masked in it.
QList<MaskedField> maskedFieldsOf(const char *name, const QByteArray &shown);

} // namespace gatehouse::ui
