//! The main natural language of a text: by script, else by its most common small words.

/// ISO 639-1 code; `en` where nothing tells.
pub fn of(text: &str) -> &'static str {
    let (mut kana, mut han, mut hangul, mut letters) = (0_usize, 0_usize, 0_usize, 1_usize);
    for c in prose(text).chars() {
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            c if c.is_alphabetic() => {}
            _ => continue,
        }
        letters += 1;
    }
    // One CJK character says as much as several Latin ones.
    if 20 * kana > letters {
        return "ja";
    }
    if 12 * hangul > letters {
        return "ko";
    }
    if 12 * han > letters {
        return "zh";
    }
    by_words(text)
}

fn prose(text: &str) -> String {
    let mut fenced = false;
    let lines = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fence && !fenced
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn by_words(text: &str) -> &'static str {
    let words: &[(&str, &[&str])] = &[
        (
            "en",
            &[
                "the", "and", "is", "to", "of", "must", "with", "that", "for", "not",
            ],
        ),
        (
            "pt",
            &[
                "não", "uma", "deve", "são", "ao", "um", "do", "da", "dos", "com", "usuário", "os",
                "em", "você",
            ],
        ),
        (
            "es",
            &[
                "el", "los", "una", "debe", "las", "del", "con", "usuario", "por", "un", "y", "en",
            ],
        ),
        (
            "fr",
            &[
                "le",
                "les",
                "des",
                "est",
                "doit",
                "une",
                "du",
                "utilisateur",
                "dans",
                "pour",
                "et",
                "avec",
            ],
        ),
        (
            "de",
            &[
                "der", "und", "muss", "ist", "das", "die", "ein", "eine", "nicht", "mit", "wird",
                "werden",
            ],
        ),
    ];
    let mut counts = [0_usize; 5];
    for word in prose(text)
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
    {
        for (count, (_, list)) in counts.iter_mut().zip(words) {
            *count += usize::from(list.contains(&word));
        }
    }
    let mut best = ("en", 0);
    for (count, (code, _)) in counts.into_iter().zip(words) {
        if count > best.1 {
            best = (code, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    #[test]
    fn languages() {
        for (text, code) in [
            ("The system must save the file", "en"),
            (
                "O sistema deve salvar uma lista e não perder os dados",
                "pt",
            ),
            (
                "El sistema debe guardar una lista con los datos del usuario",
                "es",
            ),
            (
                "Le système doit enregistrer les données dans une liste",
                "fr",
            ),
            (
                "Das System muss die Liste speichern und darf nicht abbrechen",
                "de",
            ),
            ("系统必须保存文件", "zh"),
            ("システムはファイルを保存する", "ja"),
            ("시스템은 파일을 저장해야 한다", "ko"),
            ("", "en"),
        ] {
            assert_eq!(super::of(text), code, "{text}");
        }
    }
}
